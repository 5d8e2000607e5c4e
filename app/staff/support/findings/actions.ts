'use server'

import { redirect } from 'next/navigation'
import { currentStaff } from '@/app/_session/staff'
import type { Did } from '@/app/staff/did-notice'
import { services } from '@/lib/runtime/services'
import { findingIdSchema, noteSchema } from '@/lib/support/findings'

const FINDINGS_PAGE = '/staff/support/findings'

/** A refused note keeps what was typed. */
export type CloseState = { readonly note: string; readonly error: string | undefined }

const DID = {
  closed: 'finding-closed',
  'closed-already': 'finding-closed-already',
  missing: 'missing',
  forbidden: 'forbidden',
} as const satisfies Record<string, Did>

/** Closes a finding with a note. */
export async function closeFinding(_before: CloseState, data: FormData): Promise<CloseState> {
  const actor = await currentStaff()
  const id = findingIdSchema.safeParse(data.get('finding'))
  if (actor === undefined || !id.success) redirect(FINDINGS_PAGE)
  const typed = data.get('note')
  const note = noteSchema.safeParse(typed)
  if (!note.success) {
    const kept = typeof typed === 'string' ? typed.slice(0, 2_000) : ''
    return { note: kept, error: note.error.issues[0]?.message ?? 'Write a note' }
  }
  const { outcome } = await services().support.closeFinding(actor, id.data, note.data)
  redirect(`${FINDINGS_PAGE}?did=${DID[outcome]}`)
}
