'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { currentStaff } from '@/app/_session/staff'
import type { Did } from '@/app/staff/did-notice'
import { readNote } from '@/app/staff/note-state'
import type { NoteState } from '@/app/staff/note-state'
import { deliveryIdSchema, purchaseIdSchema } from '@/lib/ids'
import { services } from '@/lib/runtime/services'
import { SEARCH_LENGTH } from '@/lib/support/search-term'
import { settleNoteSchema } from '@/lib/support/settle-by-hand'

const SEARCH_PAGE = '/staff/support'
const typedSchema = z.string().trim().min(1).max(SEARCH_LENGTH)

/**
 * Looks for purchases. A single one is opened at once; otherwise what was typed travels sealed, because it is often
 * somebody's e-mail and addresses end up in histories and logs.
 */
export async function searchPurchases(data: FormData): Promise<void> {
  const actor = await currentStaff()
  const typed = typedSchema.safeParse(data.get('typed'))
  if (actor === undefined || !typed.success) redirect(SEARCH_PAGE)
  const { support } = services()
  const result = await support.find(actor, typed.data)
  if (result.outcome === 'forbidden') redirect(SEARCH_PAGE)
  const [only, ...others] = result.outcome === 'found' ? result.purchases : []
  if (only !== undefined && others.length === 0) redirect(`${SEARCH_PAGE}/purchases/${only.id}`)
  redirect(`${SEARCH_PAGE}?search=${await support.search.seal(typed.data)}`)
}

const deliverySchema = z.object({ delivery: deliveryIdSchema, purchase: purchaseIdSchema })

/** Tries a delivery again now, and comes back to its purchase. */
export async function retryNow(data: FormData): Promise<void> {
  const actor = await currentStaff()
  const form = deliveryOf(data)
  if (!form.success) redirect(SEARCH_PAGE)
  const page = `${SEARCH_PAGE}/purchases/${form.data.purchase}`
  // Signed out meanwhile: the page leads through sign-in and back.
  if (actor === undefined) redirect(page)
  const { outcome } = await services().support.retry(actor, form.data.delivery)
  redirect(`${page}?did=${outcome satisfies Did}`)
}

/** Ends a delivery that somebody did at the destination itself, with a note, and comes back to its purchase. */
export async function settleDelivery(_before: NoteState, data: FormData): Promise<NoteState> {
  const actor = await currentStaff()
  const form = deliveryOf(data)
  if (!form.success) redirect(SEARCH_PAGE)
  const page = `${SEARCH_PAGE}/purchases/${form.data.purchase}`
  if (actor === undefined) redirect(page)
  const read = readNote(data, settleNoteSchema)
  if (!read.ok) return read.state
  const { outcome } = await services().support.settleByHand(actor, form.data.delivery, read.note)
  redirect(`${page}?did=${outcome satisfies Did}`)
}

function deliveryOf(data: FormData) {
  return deliverySchema.safeParse({ delivery: data.get('delivery'), purchase: data.get('purchase') })
}
