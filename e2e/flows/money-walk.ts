import type { Page } from '@playwright/test'
import { createStripeClient } from '@/lib/stripe/client'
import { expect } from './fixture'
import type { System } from './fixture'

/** What finance does at Stripe's dashboard. */
export function stripeOf(system: System) {
  return createStripeClient({ secretKey: 'sk_test_local', apiUrl: system.stripe.url })
}

type Paid = { payment_intent_id: string; invoice_id: string }

async function paidOf(system: System, purchase: string): Promise<Paid> {
  const [row] = await system.rows<Paid>('SELECT payment_intent_id, invoice_id FROM purchase WHERE id = $1', [
    purchase,
  ])
  if (row === undefined) throw new Error(`no purchase ${purchase}`)
  return row
}

/** Gives money back, all of it without an amount; answers the refund's id. */
export async function refund(system: System, purchase: string, amount?: number): Promise<string> {
  const { payment_intent_id } = await paidOf(system, purchase)
  const asked = { payment_intent: payment_intent_id, ...(amount === undefined ? {} : { amount }) }
  return (await stripeOf(system).refunds.create(asked)).id
}

/** Gives part back with the document of it; answers the document's number. */
export async function creditNote(system: System, purchase: string, amount: number): Promise<string> {
  const { invoice_id } = await paidOf(system, purchase)
  const note = await stripeOf(system).creditNotes.create({
    invoice: invoice_id,
    amount,
    refund_amount: amount,
  })
  return note.number
}

/** Has something happen at Stripe or at a bank; answers the object it happened to. */
export async function happens(system: System, what: string, body: object = {}): Promise<{ id: string }> {
  const address = `${system.stripe.url}/_emulator/${what}`
  const answer = await fetch(address, { method: 'POST', body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(`${what}: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as { id: string }
}

/** The buyer's bank takes the payment of a purchase back for now. */
export const dispute = async (system: System, purchase: string): Promise<string> =>
  (await happens(system, `charges/${(await paidOf(system, purchase)).payment_intent_id}/dispute`)).id

/** Waits until the learning platform shows the purchase so. */
export async function untilThere(
  system: System,
  purchase: string,
  status: 'active' | 'revoked',
): Promise<void> {
  const shown = () =>
    system.flockjay.enrollments().find(({ purchase_id }) => purchase_id === purchase)?.status
  await expect.poll(shown, { timeout: 20_000 }).toBe(status)
  // Flockjay has it a moment before our row says so.
  const last = `SELECT state FROM delivery WHERE purchase_id = $1 AND destination = 'flockjay' ORDER BY number DESC LIMIT 1`
  await expect.poll(() => system.rows(last, [purchase])).toEqual([{ state: 'done' }])
}

/** The card of one purchase at My courses. */
export async function cardOf(page: Page, system: System, reference: string) {
  await page.goto(`${system.appUrl}/university/my-courses`)
  return page.locator('.purchase-card').filter({ has: page.locator('dd', { hasText: reference }) })
}
export async function staffPage(page: Page, system: System, purchase: string): Promise<void> {
  await page.goto(`${system.appUrl}/staff/support/purchases/${purchase}`)
}
