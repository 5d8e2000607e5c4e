'use server'

import { redirect } from 'next/navigation'
import { currentStaff } from '@/app/_session/staff'
import type { Did } from '@/app/staff/did-notice'
import type { CloseState } from '@/app/staff/support/findings/actions'
import { services } from '@/lib/runtime/services'
import { noteSchema } from '@/lib/support/findings'
import { taxFindingIdSchema } from '@/lib/tax/finding-row'

const TAX_PAGE = '/staff/finance/tax'

const DID = {
  closed: 'finding-closed',
  'closed-already': 'finding-closed-already',
  missing: 'missing',
  forbidden: 'forbidden',
} as const satisfies Record<string, Did>

/** Closes a tax finding with a note. A refused note keeps what was typed. */
export async function closeTaxFinding(_before: CloseState, data: FormData): Promise<CloseState> {
  const actor = await currentStaff()
  const id = taxFindingIdSchema.safeParse(data.get('finding'))
  if (actor === undefined || !id.success) redirect(TAX_PAGE)
  const typed = data.get('note')
  const note = noteSchema.safeParse(typed)
  if (!note.success) {
    const kept = typeof typed === 'string' ? typed.slice(0, 2_000) : ''
    return { note: kept, error: note.error.issues[0]?.message ?? 'Write a note' }
  }
  const { outcome } = await services().tax.close(actor, id.data, note.data)
  redirect(`${TAX_PAGE}?did=${DID[outcome]}`)
}
