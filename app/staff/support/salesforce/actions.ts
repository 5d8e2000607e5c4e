'use server'

import { redirect } from 'next/navigation'
import { currentStaff } from '@/app/_session/staff'
import type { Did } from '@/app/staff/did-notice'
import { readNote } from '@/app/staff/note-state'
import type { NoteState } from '@/app/staff/note-state'
import { deliveryIdSchema, purchaseIdSchema } from '@/lib/ids'
import { services } from '@/lib/runtime/services'
import { leaveNoteSchema } from '@/lib/support/salesforce-leave'
import { SALESFORCE_PAGE } from './query'

/** Has all unmatched purchases looked for now. */
export async function lookAgain(): Promise<void> {
  const actor = await currentStaff()
  if (actor === undefined) redirect(SALESFORCE_PAGE)
  const { outcome } = await services().support.salesforce.look(actor)
  redirect(`${SALESFORCE_PAGE}?did=${outcome satisfies Did}`)
}

/** Tries a record again now, and comes back to the list. */
export async function retryRecord(data: FormData): Promise<void> {
  const actor = await currentStaff()
  const id = deliveryIdSchema.safeParse(data.get('delivery'))
  if (actor === undefined || !id.success) redirect(SALESFORCE_PAGE)
  const { outcome } = await services().support.retry(actor, id.data)
  redirect(`${SALESFORCE_PAGE}?did=${outcome satisfies Did}`)
}

/** Tries every record that Salesforce refused again now. */
export async function retryAllRecords(): Promise<void> {
  const actor = await currentStaff()
  if (actor === undefined) redirect(SALESFORCE_PAGE)
  const { outcome } = await services().support.salesforce.retryAll(actor)
  const did: Did = outcome === 'retrying' ? 'retrying-all' : outcome
  redirect(`${SALESFORCE_PAGE}?did=${did}`)
}

/** Says with a note that nobody needs to look at an unmatched purchase. */
export async function leavePurchase(_before: NoteState, data: FormData): Promise<NoteState> {
  const actor = await currentStaff()
  const id = purchaseIdSchema.safeParse(data.get('purchase'))
  if (actor === undefined || !id.success) redirect(SALESFORCE_PAGE)
  const read = readNote(data, leaveNoteSchema)
  if (!read.ok) return read.state
  const { outcome } = await services().support.salesforce.leave(actor, id.data, read.note)
  redirect(`${SALESFORCE_PAGE}?did=${outcome satisfies Did}`)
}

/** Puts it on the list again. */
export async function watchPurchase(data: FormData): Promise<void> {
  const actor = await currentStaff()
  const id = purchaseIdSchema.safeParse(data.get('purchase'))
  if (actor === undefined || !id.success) redirect(SALESFORCE_PAGE)
  const { outcome } = await services().support.salesforce.watch(actor, id.data)
  redirect(`${SALESFORCE_PAGE}?did=${outcome satisfies Did}`)
}
