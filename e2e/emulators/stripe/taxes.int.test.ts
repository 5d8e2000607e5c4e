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
    ['New York', { postal_code: '10001' }, 796 + 896 + 75],
    ['Buffalo', { postal_code: '14201' }, 796 + 945],
    ['San Francisco', { postal_code: '94105' }, 1443 + 274],
    ['Los Angeles', { postal_code: '90012' }, 1443 + 498],
    ['Austin', { postal_code: '78701' }, 1642],
    ['Chicago', { postal_code: '60601' }, 1244 + 796],
    ['Seattle', { postal_code: '98101' }, 1294 + 766],
    ['Miami', { postal_code: '33101' }, 1194 + 199],
    ['Boston', { postal_code: '02108' }, 1244],
    ['Philadelphia', { postal_code: '19103' }, 1194 + 398],
    ['Newark', { postal_code: '07102' }, 1318],
    ['Denver, without a registration', { postal_code: '80202' }, 0],
    ['by the state where there is no ZIP', { postal_code: null, state: 'tx' }, 1244],
    ['Oregon, without a registration', { postal_code: '97201' }, 0],
    ['Germany, without a registration', { country: 'DE', postal_code: '10115' }, 0],
    ['Israel, which is not supported', { country: 'IL', postal_code: null }, 0],
  ])('%s', async (_place, body, tax) => {
    const session = await taxed({}, body)
    expect([session.total_details?.amount_tax, session.amount_total]).toEqual([tax, 19_900 + tax])
    expect(session.automatic_tax.status).toBe('complete')
  })

  it.each([
    ['Israel', { country: 'IL', postal_code: null }, 'not_supported'],
    ['France', { country: 'FR', postal_code: null }, 'not_collecting'],
    ['Denver', { postal_code: '80202' }, 'not_collecting'],
    ['Portland', { postal_code: '97201' }, 'not_subject_to_tax'],
    ['Wilmington', { postal_code: '19801' }, 'not_subject_to_tax'],
    ['Missoula', { postal_code: '59601' }, 'not_subject_to_tax'],
    ['Manchester, New Hampshire', { postal_code: '03101' }, 'not_subject_to_tax'],
  ])('is zero in silence in %s, with a reason in the breakdown', async (_place, body, reason) => {
    const session = await taxed({}, body)
    expect(session.total_details?.breakdown?.taxes).toMatchObject([
      { amount: 0, taxability_reason: reason, taxable_amount: 0, rate: { percentage: 0 } },
    ])
    expect(session).toMatchObject({
      amount_total: 19_900,
      automatic_tax: { status: 'complete' },
      invoice: { total_taxes: [{ amount: 0, taxability_reason: reason }] },
    })
  })

  it('names each authority once, with its share, rate and level', async () => {
    const session = await taxed({}, { postal_code: '10001' })
    expect(session.total_details?.breakdown?.taxes).toMatchObject([
      {
        amount: 796,
        taxability_reason: 'standard_rated',
        rate: { jurisdiction_level: 'state', percentage: 4, state: 'NY' },
      },
      {
        amount: 896,
        rate: { jurisdiction: 'New York City', jurisdiction_level: 'city', tax_type: 'sales_tax' },
      },
      { amount: 75, taxable_amount: 19_900, rate: { percentage: 0.375, country: 'US', active: false } },
    ])
  })

  it('waits for a place: no ZIP code and no state, or a ZIP code that no state has', async () => {
    const session = await stripe.checkout.sessions.create(sessionParams(price))
    const pay = (body: object) => world.control(`sessions/${session.id}/pay`, body)
    expect((await pay({ postal_code: null })).status).toBe(400)
    expect((await pay({ postal_code: '00000' })).status).toBe(400)
    expect((await stripe.checkout.sessions.retrieve(session.id)).automatic_tax.status).toBe(
      'requires_location_inputs',
    )
    expect((await pay({ postal_code: '10001' })).status).toBe(200)
  })

  it('is nothing for a product that is nontaxable', async () => {
    const free = await stripe.products.create({ name: 'Donation', tax_code: 'txcd_00000000' })
    const own = await stripe.prices.create({
      product: free.id,
      currency: 'usd',
      unit_amount: 5000,
      tax_behavior: 'exclusive',
    })
    const session = await taxed({ line_items: [{ price: own.id, quantity: 1 }] }, { postal_code: '10001' })
    expect(session.total_details?.breakdown?.taxes).toMatchObject([
      { amount: 0, taxability_reason: 'not_collecting' },
    ])
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
