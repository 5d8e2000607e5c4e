'use server'

import { redirect } from 'next/navigation'
import { currentStaff } from '@/app/_session/staff'
import type { Did } from '@/app/staff/did-notice'
import { readNote } from '@/app/staff/note-state'
import type { NoteState } from '@/app/staff/note-state'
import { services } from '@/lib/runtime/services'
import { findingNoteSchema } from '@/lib/support/close-with-note'
import { taxFindingIdSchema } from '@/lib/tax/finding-row'

const TAX_PAGE = '/staff/finance/tax'

const DID = {
  closed: 'finding-closed',
  'closed-already': 'finding-closed-already',
  missing: 'missing',
  forbidden: 'forbidden',
} as const satisfies Record<string, Did>

/** Closes a tax finding with a note. A refused note keeps what was typed. */
export async function closeTaxFinding(_before: NoteState, data: FormData): Promise<NoteState> {
  const actor = await currentStaff()
  const id = taxFindingIdSchema.safeParse(data.get('finding'))
  if (actor === undefined || !id.success) redirect(TAX_PAGE)
  const read = readNote(data, findingNoteSchema)
  if (!read.ok) return read.state
  const { outcome } = await services().tax.close(actor, id.data, read.note)
  redirect(`${TAX_PAGE}?did=${DID[outcome]}`)
}
