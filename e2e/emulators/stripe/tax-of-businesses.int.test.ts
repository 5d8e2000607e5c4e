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
beforeAll(async () => {
  world = await openTestEmulator({
    accountSettings: {
      sk_test_ireland: {
        country: 'IE',
        businessAddress: ['1 Quay'],
        settlementCurrency: 'eur',
        taxRegistrations: [],
      },
      sk_test_manual: { manualRulesFallback: { IL: 18 } },
    },
  })
})
afterAll(() => world.emulator.close())

/** An account that collects in Germany, Britain and Japan; the seller is in the United States, or where the key says. */
async function registered(key: string, type: 'standard' | 'oss_union' = 'standard'): Promise<Client> {
  const stripe = world.client(key)
  const active_from = 'now'
  const options =
    type === 'standard'
      ? { de: { type, standard: { place_of_supply_scheme: 'standard' as const } } }
      : { de: { type } }
  await stripe.tax.registrations.create({ country: 'DE', country_options: options, active_from })
  await stripe.tax.registrations.create({
    country: 'GB',
    country_options: { gb: { type: 'standard' } },
    active_from,
  })
  await stripe.tax.registrations.create({
    country: 'JP',
    country_options: { jp: { type: 'standard' } },
    active_from,
  })
  return stripe
}

async function paid(stripe: Client, body: object, over: Partial<Stripe.Checkout.SessionCreateParams> = {}) {
  const price = over.line_items?.[0]?.price ?? (await makePrice(stripe))
  const session = await stripe.checkout.sessions.create(sessionParams(price, over))
  const answer = await world.control(`sessions/${session.id}/pay`, { postal_code: null, ...body })
  expect(answer.status).toBe(200)
  return stripe.checkout.sessions.retrieve(session.id, {
    expand: ['total_details.breakdown', 'invoice', 'line_items.data.taxes'],
  })
}

function told({ total_details: details, customer_details: buyer }: Stripe.Checkout.Session) {
  const taxes = details?.breakdown?.taxes ?? []
  return [details?.amount_tax, taxes.map((tax) => tax.taxability_reason).join(), buyer?.tax_exempt]
}

describe('value added tax', () => {
  it('is collected at the standard rate where the account is registered', async () => {
    const stripe = await registered('sk_test_vat')
    expect(told(await paid(stripe, { country: 'DE' }))).toEqual([3781, 'standard_rated', 'none'])
    expect(told(await paid(stripe, { country: 'GB', postal_code: 'E1 6AN' }))).toEqual([
      3980,
      'standard_rated',
      'none',
    ])
    expect(told(await paid(stripe, { country: 'FR' }))).toEqual([0, 'not_collecting', 'none'])
    const { total_details: details } = await paid(stripe, { country: 'JP' })
    expect(details?.breakdown?.taxes).toMatchObject([
      { amount: 1990, rate: { display_name: 'JCT', tax_type: 'jct' } },
    ])
  })

  it('is collected in all of the European Union by one union registration', async () => {
    const stripe = await registered('sk_test_oss', 'oss_union')
    expect(told(await paid(stripe, { country: 'FR' }))).toEqual([3980, 'standard_rated', 'none'])
    expect(told(await paid(stripe, { country: 'FI' }))).toEqual([5075, 'standard_rated', 'none'])
    expect(told(await paid(stripe, { country: 'CH' }))).toEqual([0, 'not_collecting', 'none'])
  })

  it('is for a business elsewhere to pay: reverse charge, on the session and the invoice', async () => {
    const stripe = await registered('sk_test_reverse')
    const session = await paid(stripe, { country: 'DE', company: 'Acme GmbH', tax_id: 'DE123456789' })
    expect(told(session)).toEqual([0, 'reverse_charge', 'reverse'])
    expect(session).toMatchObject({
      amount_total: 19_900,
      customer_details: { tax_ids: [{ type: 'eu_vat', value: 'DE123456789' }], business_name: 'Acme GmbH' },
      invoice: {
        customer_tax_exempt: 'reverse',
        customer_tax_ids: [{ type: 'eu_vat', value: 'DE123456789' }],
        total_taxes: [{ amount: 0, taxability_reason: 'reverse_charge', tax_behavior: 'exclusive' }],
      },
    })
    expect(session.line_items?.data[0]).toMatchObject({
      amount_tax: 0,
      taxes: [{ taxability_reason: 'reverse_charge', taxable_amount: 0 }],
    })
    expect(told(await paid(stripe, { country: 'GB', tax_id: 'GB123456789', postal_code: 'E1 6AN' }))[1]).toBe(
      'reverse_charge',
    )
  })

  it('is paid by a business where the seller is, and by one whose number is from there', async () => {
    const stripe = await registered('sk_test_ireland', 'oss_union')
    const active_from = 'now'
    const ie = { type: 'standard', standard: { place_of_supply_scheme: 'standard' } } as const
    await stripe.tax.registrations.create({ country: 'IE', country_options: { ie }, active_from })
    expect(told(await paid(stripe, { country: 'IE', tax_id: 'IE1234567AB' }))).toEqual([
      4577,
      'standard_rated',
      'none',
    ])
    expect(told(await paid(stripe, { country: 'DE', tax_id: 'DE123456789' }))[1]).toBe('reverse_charge')
    expect(told(await paid(stripe, { country: 'DE' }))).toEqual([3781, 'standard_rated', 'none'])
  })

  it('leaves a price with its tax inside as it is when nobody collects it', async () => {
    const stripe = await registered('sk_test_inside')
    const product = await stripe.products.create({ name: 'Course' })
    const { id } = await stripe.prices.create({
      product: product.id,
      currency: 'eur',
      unit_amount: 11_900,
      tax_behavior: 'inclusive',
    })
    const over = { line_items: [{ price: id, quantity: 1 }] }
    const [person, company] = [
      await paid(stripe, { country: 'DE' }, over),
      await paid(stripe, { country: 'DE', tax_id: 'DE123456789' }, over),
    ]
    expect([person.amount_total, ...told(person)]).toEqual([11_900, 1900, 'standard_rated', 'none'])
    expect(person.total_details?.breakdown?.taxes).toMatchObject([{ taxable_amount: 10_000 }])
    expect([company.amount_total, ...told(company)]).toEqual([11_900, 0, 'reverse_charge', 'reverse'])
  })

  it.each([
    ['jpy', 1990, 199],
    ['kwd', 19_990, 2000],
  ])('is rounded as %s is paid', async (currency, amount, tax) => {
    const stripe = world.client(`sk_test_${currency}`)
    await stripe.tax.registrations.create({
      country: 'JP',
      country_options: { jp: { type: 'standard' } },
      active_from: 'now',
    })
    const product = await stripe.products.create({ name: 'Course' })
    const price = await stripe.prices.create({
      product: product.id,
      currency,
      unit_amount: amount,
      tax_behavior: 'exclusive',
    })
    const over = { line_items: [{ price: price.id, quantity: 1 }] }
    const session = await paid(stripe, { country: 'JP' }, over)
    expect([session.total_details?.amount_tax, session.amount_total]).toEqual([tax, amount + tax])
  })
})

describe('customers', () => {
  /** Without the parameters that only a buyer without a customer has. */
  async function paidBy(stripe: Client, customer: Stripe.Customer, body: object) {
    const {
      customer_email: _email,
      customer_creation: _creation,
      ...params
    } = sessionParams(await makePrice(stripe))
    const session = await stripe.checkout.sessions.create({
      ...params,
      customer: customer.id,
      customer_update: { address: 'auto', name: 'auto' },
    })
    await world.control(`sessions/${session.id}/pay`, { postal_code: null, ...body })
    return stripe.checkout.sessions.retrieve(session.id, { expand: ['total_details.breakdown', 'invoice'] })
  }

  it('who are exempt or account for tax themselves pay none', async () => {
    const stripe = await registered('sk_test_exempt')
    const exempt = await stripe.customers.create({ email: 'a@example.com', tax_exempt: 'exempt' })
    const reverse = await stripe.customers.create({ email: 'b@example.com', tax_exempt: 'reverse' })
    expect(told(await paidBy(stripe, exempt, { country: 'DE' }))).toEqual([0, 'customer_exempt', 'exempt'])
    expect(told(await paidBy(stripe, exempt, { postal_code: '10001' }))).toEqual([
      0,
      'customer_exempt',
      'exempt',
    ])
    expect(told(await paidBy(stripe, reverse, { country: 'DE' }))).toEqual([0, 'reverse_charge', 'reverse'])
    expect(told(await paidBy(stripe, exempt, { country: 'FR' }))).toEqual([0, 'not_collecting', 'exempt'])
    expect(told(await paidBy(stripe, reverse, { postal_code: '10001' }))[0]).toBe(1767)
  })

  it('keep the tax ID they typed, and need not type it again', async () => {
    const stripe = await registered('sk_test_kept')
    const customer = await stripe.customers.create({ email: 'c@example.com' })
    await paidBy(stripe, customer, { country: 'DE', tax_id: 'DE123456789' })
    await paidBy(stripe, customer, { country: 'DE', tax_id: 'DE123456789' })
    const { data } = await stripe.customers.listTaxIds(customer.id)
    expect(data.map(({ type, value }) => [type, value])).toEqual([['eu_vat', 'DE123456789']])
    const again = await paidBy(stripe, customer, { country: 'DE' })
    expect(told(again)).toEqual([0, 'reverse_charge', 'reverse'])
    expect(again.customer_details?.tax_ids).toEqual([{ type: 'eu_vat', value: 'DE123456789' }])
  })
})

describe('Israel', () => {
  it('is taxed with zero, silently, even for a business', async () => {
    const session = await paid(world.client('sk_test_plain'), { country: 'IL', tax_id: '514444444' })
    expect(told(session)).toEqual([0, 'not_supported', 'none'])
    expect(session.automatic_tax.status).toBe('complete')
  })

  it('is taxed by the account’s own rule where the preview was granted', async () => {
    const stripe = world.client('sk_test_manual')
    const session = await paid(stripe, { country: 'IL', tax_id: '514444444' })
    expect(told(session)).toEqual([3582, 'standard_rated', 'none'])
    expect(session.total_details?.breakdown?.taxes).toMatchObject([
      { rate: { percentage: 18, tax_type: 'vat', country: 'IL' } },
    ])
    await world.control('settings', { account: 'sk_test_manual', manualRulesFallback: {} })
    expect(told(await paid(stripe, { country: 'IL' }))).toEqual([0, 'not_supported', 'none'])
  })
})
