'use server'

import { redirect } from 'next/navigation'
import { currentStaff } from '@/app/_session/staff'
import type { Did } from '@/app/staff/did-notice'
import { readNote } from '@/app/staff/note-state'
import type { NoteState } from '@/app/staff/note-state'
import { correctionIdSchema } from '@/lib/invoices/correction-row'
import { answerSchema } from '@/lib/invoices/decline-correction'
import type { DeclineResult } from '@/lib/invoices/decline-correction'
import type { IssueResult } from '@/lib/invoices/issue-correction'
import { services } from '@/lib/runtime/services'

const PAGE = '/staff/finance/corrections'

const ISSUED = {
  issued: 'correction-issued',
  refused: 'correction-refused',
  interrupted: 'correction-open',
  'decided-already': 'correction-decided',
  missing: 'missing',
  forbidden: 'forbidden',
  'not-paid': 'not-correctable',
  free: 'not-correctable',
  'given-back': 'not-correctable',
  disputed: 'not-correctable',
  'no-invoice': 'not-correctable',
  credited: 'not-correctable',
  'refund-on-its-way': 'not-correctable',
  'asked-already': 'not-correctable',
  'too-late': 'not-correctable',
} as const satisfies Record<IssueResult['outcome'], Did>

/** Issues a corrected invoice, or goes on where an earlier press stopped. */
export async function issueCorrection(data: FormData): Promise<void> {
  const actor = await currentStaff()
  const id = correctionIdSchema.safeParse(data.get('correction'))
  if (actor === undefined || !id.success) redirect(PAGE)
  const { outcome } = await services().invoices.issue(actor, id.data)
  redirect(`${PAGE}?did=${ISSUED[outcome]}`)
}

const DECLINED = {
  declined: 'correction-declined',
  'decided-already': 'correction-decided',
  missing: 'missing',
  forbidden: 'forbidden',
} as const satisfies Record<DeclineResult['outcome'], Did>

/** Declines a request with an answer that the buyer reads. */
export async function declineCorrection(_before: NoteState, data: FormData): Promise<NoteState> {
  const actor = await currentStaff()
  const id = correctionIdSchema.safeParse(data.get('correction'))
  if (actor === undefined || !id.success) redirect(PAGE)
  const answer = readNote(data, answerSchema)
  if (!answer.ok) return answer.state
  const { outcome } = await services().invoices.decline(actor, id.data, answer.note)
  redirect(`${PAGE}?did=${DECLINED[outcome]}`)
}
