import type Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  makePrice,
  openTestEmulator,
  sessionParams,
  type Client,
  type TestEmulator,
} from './open-test-emulator'

let world: TestEmulator
let stripe: Client
let price: string
beforeAll(async () => {
  world = await openTestEmulator()
  stripe = world.client()
  price = await makePrice(stripe)
})
afterAll(() => world.emulator.close())

async function taxed(over: Partial<Stripe.Checkout.SessionCreateParams>, body: object) {
  const session = await stripe.checkout.sessions.create(sessionParams(price, over))
  await world.control(`sessions/${session.id}/pay`, body)
  return stripe.checkout.sessions.retrieve(session.id, { expand: ['total_details.breakdown', 'invoice'] })
}

describe('tax', () => {
  it.each([
    ['Austin', { postal_code: '78701' }, 1642],
    ['San Francisco', { postal_code: '94105' }, 1443 + 274],
    ['Seattle', { postal_code: '98101' }, 1294 + 766],
    ['by the state where there is no ZIP', { postal_code: null, state: 'tx' }, 1244],
    ['Oregon, without a registration', { postal_code: '97201' }, 0],
    ['Germany, without a registration', { country: 'DE', postal_code: '10115' }, 0],
    ['Israel, which is not supported', { country: 'IL', postal_code: null }, 0],
  ])('%s', async (_place, body, tax) => {
    const session = await taxed({}, body)
    expect([session.total_details?.amount_tax, session.amount_total]).toEqual([tax, 19_900 + tax])
    expect(session.automatic_tax.status).toBe('complete')
  })

  it('is zero in silence where Stripe does not collect, with a reason in the breakdown', async () => {
    const reasonOf = async (country: string) =>
      (await taxed({}, { country, postal_code: null })).total_details?.breakdown?.taxes.map(
        (tax) => tax.taxability_reason,
      )
    expect([await reasonOf('IL'), await reasonOf('FR')]).toEqual([['not_supported'], ['not_collecting']])
  })

  it('by the seller’s own rate is applied as given, on top or inside', async () => {
    const on = await stripe.taxRates.create({
      display_name: 'VAT',
      percentage: 18,
      inclusive: false,
      country: 'IL',
    })
    const inside = await stripe.taxRates.create({ display_name: 'VAT', percentage: 18, inclusive: true })
    const items = (rate: Stripe.TaxRate) => ({
      automatic_tax: { enabled: false },
      line_items: [{ price, quantity: 1, tax_rates: [rate.id] }],
    })
    const added = await taxed(items(on), { country: 'IL', postal_code: null })
    expect([added.total_details?.amount_tax, added.amount_total]).toEqual([3582, 23_482])
    expect(added.invoice).toMatchObject({
      total: 23_482,
      total_excluding_tax: 19_900,
      total_taxes: [{ amount: 3582, tax_behavior: 'exclusive', tax_rate_details: { tax_rate: on.id } }],
    })
    const included = await taxed(items(inside), {})
    expect([included.total_details?.amount_tax, included.amount_total]).toEqual([3036, 19_900])
    expect(included.invoice).toMatchObject({
      total: 19_900,
      total_excluding_tax: 16_864,
      subtotal_excluding_tax: 16_864,
    })
  })

  it('is on what is left after a discount', async () => {
    const coupon = await stripe.coupons.create({ percent_off: 25 })
    const session = await taxed({ discounts: [{ coupon: coupon.id }] }, { postal_code: '02139' })
    expect(session).toMatchObject({
      amount_subtotal: 19_900,
      amount_total: 14_925 + 933,
      total_details: { amount_discount: 4975, amount_tax: 933 },
    })
  })

  it('can be looked up: registrations and settings', async () => {
    expect((await stripe.tax.settings.retrieve()).status).toBe('active')
    const registrations = await stripe.tax.registrations.list({ status: 'active', limit: 100 })
    expect(registrations.data.map((row) => row.country_options.us?.state)).toContain('NY')
  })
})
