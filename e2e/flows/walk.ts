import type { Page } from '@playwright/test'
import type { Learner, System } from './fixture'

/** Opens the link behind Flockjay's Purchase button. */
export async function openLink(page: Page, system: System, learner: Learner, sku: string): Promise<void> {
  await page.goto(`${system.appUrl}/university/checkout?sku=${sku}&smid=${learner.smid}`)
}

/** Fills our own page and continues; ends on Stripe's page when all is well. */
export async function continueToStripe(
  page: Page,
  learner: Learner,
  country = 'United States',
): Promise<void> {
  await page.getByLabel('Your e-mail').fill(learner.email)
  await page.getByLabel('Billing country').selectOption({ label: country })
  await page.getByLabel(/I will give my correct billing address/).check()
  await page.getByRole('button', { name: 'Continue to Stripe and pay' }).click()
}

/** A billing address as Stripe's page asks for it. */
export type Address = {
  readonly country: string
  readonly line: string
  readonly city: string
  readonly state: string
  readonly code: string
}
export const NEW_YORK: Address = {
  country: 'United States',
  line: '350 Fifth Avenue',
  city: 'New York',
  state: 'NY',
  code: '10001',
}

/** Fills Stripe's page. */
export async function fillPayment(page: Page, at: Address = NEW_YORK): Promise<void> {
  await page.waitForURL(/\/c\/pay\//)
  await page.getByLabel('Cardholder name').fill('Lena Rivera')
  await page.getByLabel('Country or region').selectOption({ label: at.country })
  await page.getByLabel('Address', { exact: true }).fill(at.line)
  await page.getByLabel('City').fill(at.city)
  await page.getByLabel('State or province').fill(at.state)
  await page.getByLabel('Postal code / ZIP').fill(at.code)
  await page.getByLabel(/I agree to the terms of service/).check()
}

/** Pays and comes back to the done page. */
export async function pay(page: Page, at: Address = NEW_YORK): Promise<void> {
  await fillPayment(page, at)
  await page.getByRole('button', { name: /^Pay/ }).click()
  await page.waitForURL(/\/checkout\/done/)
}

/** What the books say of one learner. */
export async function books(system: System, learner: Learner) {
  const purchases = await system.rows<{ id: string; state: string; total: string; reference: string }>(
    `SELECT p.id, p.state, p.total, p.reference FROM purchase p JOIN customer c ON c.id = p.customer_id WHERE c.email = $1`,
    [learner.email],
  )
  const entries = await system.rows<{ book: string; amount: string }>(
    `SELECT e.book, sum(e.amount)::text AS amount FROM ledger_entry e JOIN ledger_transaction t ON t.id = e.transaction_id
     JOIN purchase p ON p.id = t.purchase_id JOIN customer c ON c.id = p.customer_id WHERE c.email = $1 GROUP BY 1 ORDER BY 1`,
    [learner.email],
  )
  return { purchases, ledger: Object.fromEntries(entries.map(({ book, amount }) => [book, amount])) }
}
