'use server'

import { redirect } from 'next/navigation'
import { currentStaff } from '@/app/_session/staff'
import type { Did } from '@/app/staff/did-notice'
import { readNote } from '@/app/staff/note-state'
import type { NoteState } from '@/app/staff/note-state'
import { services } from '@/lib/runtime/services'
import { findingNoteSchema } from '@/lib/support/close-with-note'
import { findingIdSchema } from '@/lib/support/findings'

const FINDINGS_PAGE = '/staff/support/findings'

const DID = {
  closed: 'finding-closed',
  'closed-already': 'finding-closed-already',
  missing: 'missing',
  forbidden: 'forbidden',
} as const satisfies Record<string, Did>

/** Closes a finding with a note. */
export async function closeFinding(_before: NoteState, data: FormData): Promise<NoteState> {
  const actor = await currentStaff()
  const id = findingIdSchema.safeParse(data.get('finding'))
  if (actor === undefined || !id.success) redirect(FINDINGS_PAGE)
  const read = readNote(data, findingNoteSchema)
  if (!read.ok) return read.state
  const { outcome } = await services().support.closeFinding(actor, id.data, read.note)
  redirect(`${FINDINGS_PAGE}?did=${DID[outcome]}`)
}
