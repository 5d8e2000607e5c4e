import fc from 'fast-check'
import type Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestEmulator, sessionParams, type Client, type TestEmulator } from './open-test-emulator'

let world: TestEmulator
beforeAll(async () => {
  world = await openTestEmulator()
})
afterAll(() => world.emulator.close())

const PLACES = [
  { country: 'US', postal_code: '10001' },
  { country: 'US', postal_code: '14201' },
  { country: 'US', postal_code: '78701' },
  { country: 'US', postal_code: '98101' },
  { country: 'US', postal_code: '80202' },
  { country: 'US', postal_code: '97201' },
  { country: 'DE', postal_code: '10115' },
  { country: 'DE', postal_code: '10115', tax_id: 'DE123456789' },
  { country: 'FI', postal_code: null },
  { country: 'GB', postal_code: 'E1 6AN' },
  { country: 'JP', postal_code: null },
  { country: 'IL', postal_code: null },
]

const sale = fc.record({
  place: fc.constantFrom(...PLACES),
  states: fc.uniqueArray(fc.constantFrom('NY', 'TX', 'WA', 'CO'), { maxLength: 4 }),
  countries: fc.uniqueArray(fc.constantFrom('DE', 'GB', 'JP'), { maxLength: 3 }),
  union: fc.boolean(),
  manual: fc.constantFrom<Record<string, number>>({}, { IL: 18 }),
  currency: fc.constantFrom('usd', 'eur', 'jpy', 'kwd'),
  items: fc.array(
    fc.record({
      amount: fc.integer({ min: 100, max: 3_000_000 }),
      quantity: fc.integer({ min: 1, max: 3 }),
      behavior: fc.constantFrom('exclusive' as const, 'inclusive' as const),
      free: fc.boolean(),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  off: fc.constantFrom(0, 15, 33.3),
})
type Sale = typeof sale extends fc.Arbitrary<infer T> ? T : never

let accounts = 0

/** A fresh account for each sale: what it is registered for is part of what is tried. */
async function accountFor({ states, countries, union, manual }: Sale): Promise<Client> {
  accounts += 1
  const key = `sk_test_sums${accounts}`
  await world.control('settings', { account: key, taxRegistrations: states, manualRulesFallback: manual })
  const stripe = world.client(key)
  const scheme = { standard: { place_of_supply_scheme: 'standard' } } as const
  const options: Record<string, Stripe.Tax.RegistrationCreateParams.CountryOptions> = {
    DE: { de: union ? { type: 'oss_union' } : { type: 'standard', ...scheme } },
    GB: { gb: { type: 'standard' } },
    JP: { jp: { type: 'standard' } },
  }
  for (const country of countries) {
    await stripe.tax.registrations.create({
      country,
      country_options: options[country] ?? {},
      active_from: 'now',
    })
  }
  return stripe
}

async function sold(stripe: Client, { place, currency, items, off }: Sale) {
  const line_items = items.map(({ amount, quantity, behavior, free }) => ({
    quantity,
    price_data: {
      currency,
      // Three-decimal currencies are charged in tens.
      unit_amount: currency === 'kwd' ? amount * 10 : amount,
      tax_behavior: behavior,
      product_data: { name: 'Course', ...(free ? { tax_code: 'txcd_00000000' } : {}) },
    },
  }))
  const coupon = off === 0 ? undefined : await stripe.coupons.create({ percent_off: off })
  const discounts = coupon ? { discounts: [{ coupon: coupon.id }] } : {}
  const session = await stripe.checkout.sessions.create({
    ...sessionParams('', { line_items }),
    ...discounts,
  })
  const paid = await world.control(`sessions/${session.id}/pay`, place)
  if (paid.status !== 200) throw new Error(JSON.stringify(paid.body))
  return stripe.checkout.sessions.retrieve(session.id, {
    expand: ['total_details.breakdown', 'line_items.data.taxes', 'invoice'],
  })
}

function sum(amounts: readonly (number | null)[]): number {
  return amounts.reduce<number>((total, amount) => total + (amount ?? 0), 0)
}

function check(session: Stripe.Checkout.Session): void {
  const lines = session.line_items?.data ?? []
  const taxes = session.total_details?.breakdown?.taxes ?? []
  const invoice = typeof session.invoice === 'object' ? session.invoice : null
  const tax = session.total_details?.amount_tax
  expect(sum(taxes.map(({ amount }) => amount))).toBe(tax)
  expect(sum(lines.map((line) => line.amount_tax))).toBe(tax)
  expect(sum(lines.flatMap((line) => (line.taxes ?? []).map(({ amount }) => amount)))).toBe(tax)
  expect(sum((invoice?.total_taxes ?? []).map(({ amount }) => amount))).toBe(tax)
  const onTop = taxes.filter(({ rate }) => !rate.inclusive)
  const before = (session.amount_subtotal ?? 0) - (session.total_details?.amount_discount ?? 0)
  expect(session.amount_total).toBe(before + sum(onTop.map(({ amount }) => amount)))
  expect(sum(lines.map((line) => line.amount_total))).toBe(session.amount_total)
  expect(invoice?.total).toBe(session.amount_total)
  expect(invoice?.total_excluding_tax).toBe((session.amount_total ?? 0) - (tax ?? 0))
  for (const { amount, rate, taxability_reason: reason } of taxes) {
    expect(amount).toBeGreaterThanOrEqual(0)
    // Zero says why; more than zero comes from a rate.
    if (reason !== 'standard_rated') expect([amount, rate.percentage]).toEqual([0, 0])
    else expect(rate.percentage).toBeGreaterThan(0)
  }
  expect(taxes.length).toBeGreaterThan(0)
}

describe('the taxes of a session', () => {
  it('add up, line by line, rate by rate and on the invoice, wherever it is sold and whoever is registered', async () => {
    await fc.assert(
      fc.asyncProperty(sale, async (each) => check(await sold(await accountFor(each), each))),
      { numRuns: 80 },
    )
  }, 120_000)
})
