import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openMoneyPath, WEBHOOK_SECRET } from '@/e2e/money-path'
import type { MoneyPath } from '@/e2e/money-path'
import { DEFAULT_ACCOUNT } from '@/lib/ids'
import type { SessionId } from '@/lib/ids'
import { processSession } from '@/lib/payments/process-session'
import { createStripeAccount } from '@/lib/stripe/stripe-account'
import { jurisdictionOf } from '@/lib/stripe/tax-lines'

let path: MoneyPath
beforeAll(async () => {
  path = await openMoneyPath()
  for (const [code, percentage] of [
    ['OFF15', 15],
    ['OFF33', 33.3],
    ['OFF100', 100],
  ] as const) {
    const coupon = await path.sdk.coupons.create({ percent_off: percentage, duration: 'once' })
    await path.sdk.promotionCodes.create({ promotion: { type: 'coupon', coupon: coupon.id }, code })
  }
})
afterAll(() => path.close())

const ABROAD = { state: '', postal_code: '' }
const PLACES: Readonly<Record<string, string>>[] = [
  { country: 'US', state: 'NY', postal_code: '10001' },
  { country: 'US', state: 'NY', postal_code: '14201' },
  { country: 'US', state: 'TX', postal_code: '78701' },
  { country: 'US', state: 'WA', postal_code: '98101' },
  { country: 'US', state: 'CO', postal_code: '80202' },
  { country: 'US', state: 'OR', postal_code: '97201' },
  { ...ABROAD, country: 'DE' },
  { ...ABROAD, country: 'DE', company: 'Beispiel GmbH', tax_id: 'DE123456789' },
  { ...ABROAD, country: 'JP' },
  { ...ABROAD, country: 'IL' },
]
const sale = fc.record({
  asked: fc.constantFrom('US', 'IL', 'DE', 'JP'),
  address: fc.constantFrom(...PLACES),
  states: fc.uniqueArray(fc.constantFrom('NY', 'TX', 'WA', 'CO'), { maxLength: 4 }),
  germany: fc.boolean(),
  code: fc.constantFrom(undefined, 'OFF15', 'OFF33', 'OFF100'),
  sku: fc.constantFrom('RU-CERT-DEVELOPER', 'RU-COURSE-STREAMS'),
})

async function registered(states: readonly string[], germany: boolean): Promise<void> {
  const body = JSON.stringify({ taxRegistrations: states })
  const answer = await fetch(`${path.emulator.url}/_emulator/settings`, { method: 'POST', body })
  expect(answer.status).toBe(200)
  // The settings' own come into being when they are first asked for.
  await path.sdk.tax.registrations.list({ status: 'all' })
  if (!germany) return
  const standard = { type: 'standard', standard: { place_of_supply_scheme: 'standard' } } as const
  await path.sdk.tax.registrations.create({
    country: 'DE',
    country_options: { de: standard },
    active_from: 'now',
  })
}

/** The books' tax by authority; what is owed is a credit. */
async function ledgerTax(session: SessionId): Promise<Map<unknown, unknown>> {
  const rows = await path.rows(
    `SELECT e.jurisdiction, -sum(e.amount)::int AS tax FROM ledger_entry e
     JOIN ledger_transaction t ON t.id = e.transaction_id JOIN purchase p ON p.id = t.purchase_id
     WHERE p.session_id = $1 AND e.book = 'tax_payable' GROUP BY 1`,
    [session],
  )
  return new Map(rows.map((row) => [row['jurisdiction'], row['tax']]))
}

/** Sums by key, without those of nothing. */
function sums<T>(
  all: readonly T[],
  of: (one: T) => readonly [key: string, amount: number],
): Map<string, number> {
  const found = new Map<string, number>()
  for (const one of all) {
    const [key, amount] = of(one)
    if (amount !== 0) found.set(key, (found.get(key) ?? 0) + amount)
  }
  return found
}

let serial = 0
it('the books, the session and the invoice agree on each authority’s tax, to the minor unit', async () => {
  let taxed = 0
  await fc.assert(
    fc.asyncProperty(sale, async ({ asked, address, states, germany, code, sku }) => {
      await registered(states, germany)
      // A port of its own: another would believe the registrations of the run before.
      const stripe = createStripeAccount({
        account: DEFAULT_ACCOUNT,
        secretKey: 'sk_test_money_path',
        webhookSecret: WEBHOOK_SECRET,
        apiUrl: path.emulator.url,
      })
      const session = await path.open(`any${(serial += 1)}@example.com`, { country: asked, sku })
      const typed = { ...address, ...(code === undefined ? {} : { promotion_code: code }) }
      expect(await path.pay(session, typed)).toBe(200)
      await processSession({ ...path.services, stripe }, session)

      const said = await path.sdk.checkout.sessions.retrieve(session, {
        expand: ['total_details.breakdown', 'invoice'],
      })
      const taxes = said.total_details?.breakdown?.taxes ?? []
      const { invoice } = said
      expect(await ledgerTax(session)).toEqual(
        sums(taxes, ({ rate, amount }) => [jurisdictionOf(rate), amount]),
      )
      if (invoice !== null && typeof invoice !== 'string') {
        const onInvoice = sums(invoice.total_taxes ?? [], ({ tax_rate_details: rate, amount }) => {
          return [String(rate?.tax_rate), amount]
        })
        expect(onInvoice).toEqual(sums(taxes, ({ rate, amount }) => [rate.id, amount]))
      }
      const [row] = await path.rows(
        `SELECT p.tax::int, a.state, e.country_collected AS collected, (SELECT coalesce(sum((line->>'amount')::int), 0)::int
           FROM jsonb_array_elements(e.lines) line) AS evidence
         FROM purchase p JOIN tax_evidence e ON e.purchase_id = p.id JOIN access a ON a.purchase_id = p.id WHERE p.session_id = $1`,
        [session],
      )
      const tax = said.total_details?.amount_tax
      expect(row).toEqual({ tax, evidence: tax, state: 'active', collected: address['country'] })
      taxed += tax === 0 ? 0 : 1
    }),
    { numRuns: 25, examples: EXAMPLES },
  )
  expect(taxed).toBeGreaterThan(2)
})

type Sale = typeof sale extends fc.Arbitrary<infer T> ? T : never
const common: Omit<Sale, 'asked' | 'address'> = {
  states: ['NY'],
  germany: true,
  code: undefined,
  sku: 'RU-CERT-DEVELOPER',
}
const EXAMPLES: [Sale][] = [
  [{ ...common, asked: 'US', address: PLACES[0] ?? {} }],
  [{ ...common, asked: 'IL', address: PLACES[9] ?? {}, code: 'OFF33' }],
  [{ ...common, asked: 'US', address: PLACES[9] ?? {} }],
  [{ ...common, asked: 'IL', address: PLACES[6] ?? {} }],
]
