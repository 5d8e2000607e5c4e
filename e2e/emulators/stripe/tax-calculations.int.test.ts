import type Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestEmulator, refusal, type Client, type TestEmulator } from './open-test-emulator'

type Params = Stripe.Tax.CalculationCreateParams

let world: TestEmulator
let stripe: Client
beforeAll(async () => {
  world = await openTestEmulator()
  stripe = world.client()
  const ie = { type: 'standard', standard: { place_of_supply_scheme: 'standard' } } as const
  await stripe.tax.registrations.create({ country: 'IE', country_options: { ie }, active_from: 'now' })
})
afterAll(() => world.emulator.close())

function asked(country: string, postal_code: string | undefined, over: Partial<Params> = {}): Params {
  const address = { country, ...(postal_code === undefined ? {} : { postal_code }) }
  return {
    currency: 'usd',
    line_items: [
      { amount: 10_000, reference: 'RU-101', tax_behavior: 'exclusive', tax_code: 'txcd_20060158' },
    ],
    customer_details: { address, address_source: 'billing' },
    ...over,
  }
}

describe('a tax calculation', () => {
  it('tells the tax on top, by place and by authority', async () => {
    const made = await stripe.tax.calculations.create(
      asked('US', '10001', { expand: ['line_items.data.tax_breakdown'] }),
    )
    expect(made).toMatchObject({
      object: 'tax.calculation',
      amount_total: 10_888,
      tax_amount_exclusive: 888,
      tax_amount_inclusive: 0,
      customer_details: { address_source: 'billing', taxability_override: 'none', tax_ids: [] },
      tax_breakdown: [
        {
          amount: 888,
          inclusive: false,
          tax_rate_details: {
            country: 'US',
            percentage_decimal: '8.875',
            state: 'NY',
            tax_type: 'sales_tax',
          },
          taxability_reason: 'standard_rated',
          taxable_amount: 10_000,
        },
      ],
    })
    const [line] = made.line_items?.data ?? []
    expect(line).toMatchObject({
      reference: 'RU-101',
      amount_tax: 888,
      tax_code: 'txcd_20060158',
      quantity: 1,
    })
    expect(line?.tax_breakdown?.map(({ amount, jurisdiction }) => [amount, jurisdiction.level])).toEqual([
      [400, 'state'],
      [450, 'city'],
      [38, 'district'],
    ])
  })

  it('tells the tax inside, as the documentation shows it', async () => {
    const made = await stripe.tax.calculations.create(
      asked('IE', undefined, {
        currency: 'eur',
        line_items: [{ amount: 10_000, tax_behavior: 'inclusive' }],
      }),
    )
    expect(made).toMatchObject({
      amount_total: 10_000,
      tax_amount_exclusive: 0,
      tax_amount_inclusive: 1870,
      tax_breakdown: [
        {
          amount: 1870,
          inclusive: true,
          tax_rate_details: { country: 'IE', percentage_decimal: '23.0', state: null, tax_type: 'vat' },
          taxability_reason: 'standard_rated',
          taxable_amount: 8130,
        },
      ],
    })
  })

  it('can be looked up with its lines in the order they were given', async () => {
    const items = ['first', 'second', 'third'].map((reference) => ({ amount: 1000, reference }))
    const made = await stripe.tax.calculations.create(asked('US', '78701', { line_items: items }))
    expect(made.line_items).toBeUndefined()
    expect((await stripe.tax.calculations.retrieve(made.id ?? '')).tax_amount_exclusive).toBe(249)
    const { data } = await stripe.tax.calculations.listLineItems(made.id ?? '')
    expect(data.map(({ reference }) => reference)).toEqual(['first', 'second', 'third'])
    expect(data[0]?.tax_breakdown).toBeUndefined()
  })

  it.each<[string, Params, string]>([
    ['an unsupported country', asked('IL', undefined), 'not_supported'],
    ['a place without a registration', asked('US', '80202'), 'not_collecting'],
    ['a state without a sales tax', asked('US', '97201'), 'not_subject_to_tax'],
    [
      'a nontaxable product',
      asked('US', '10001', { line_items: [{ amount: 100, tax_code: 'txcd_00000000' }] }),
      'not_collecting',
    ],
    [
      'a business elsewhere',
      asked('IE', undefined, {
        customer_details: {
          address: { country: 'IE' },
          address_source: 'billing',
          tax_ids: [{ type: 'eu_vat', value: 'DE123456789' }],
        },
      }),
      'reverse_charge',
    ],
    [
      'an exemption',
      asked('US', '10001', {
        customer_details: {
          address: { country: 'US', postal_code: '10001' },
          address_source: 'billing',
          taxability_override: 'customer_exempt',
        },
      }),
      'customer_exempt',
    ],
  ])('is zero with its reason for %s', async (_what, params, reason) => {
    const made = await stripe.tax.calculations.create({
      ...params,
      expand: ['line_items.data.tax_breakdown'],
    })
    expect(made.tax_amount_exclusive).toBe(0)
    expect(made.tax_breakdown).toMatchObject([{ amount: 0, taxability_reason: reason, taxable_amount: 0 }])
    const details = made.line_items?.data.flatMap((line) => line.tax_breakdown ?? [])
    expect(details?.map((entry) => entry.tax_rate_details)).toEqual([null])
  })

  it('knows a customer’s address, tax IDs and exemption', async () => {
    const customer = await stripe.customers.create({
      address: { country: 'IE' },
      tax_id_data: [{ type: 'eu_vat', value: 'IE1234567AB' }],
    })
    const line_items = [{ amount: 10_000 }]
    const made = await stripe.tax.calculations.create({ currency: 'eur', customer: customer.id, line_items })
    expect(made).toMatchObject({
      customer: customer.id,
      customer_details: { address: { country: 'IE' }, tax_ids: [{ type: 'eu_vat', value: 'IE1234567AB' }] },
      tax_breakdown: [{ taxability_reason: 'reverse_charge' }],
    })
    await stripe.customers.update(customer.id, { tax_exempt: 'exempt' })
    const exempt = await stripe.tax.calculations.create({
      currency: 'eur',
      customer: customer.id,
      line_items,
    })
    expect(exempt.customer_details.taxability_override).toBe('customer_exempt')
  })

  it.each<[string, Params, string | undefined, string | undefined]>([
    [
      'a malformed tax ID',
      asked('IE', undefined, {
        customer_details: { address: { country: 'IE' }, tax_ids: [{ type: 'eu_vat', value: 'X' }] },
      }),
      'customer_details[tax_ids][0][value]',
      'tax_id_invalid',
    ],
    [
      'a ZIP code that no state has',
      asked('US', '00000'),
      'customer_details[address]',
      'customer_tax_location_invalid',
    ],
    [
      'a tax code that is none',
      asked('US', '10001', { line_items: [{ amount: 1, tax_code: 'course' }] }),
      'line_items[0][tax_code]',
      'resource_missing',
    ],
    ['shipping', asked('US', '10001', { shipping_cost: { amount: 1 } }), 'shipping_cost', undefined],
    [
      'an unknown customer',
      { currency: 'usd', customer: 'cus_none', line_items: [{ amount: 1 }] },
      'customer',
      'resource_missing',
    ],
    ['nobody', { currency: 'usd', line_items: [{ amount: 1 }] }, undefined, undefined],
  ])('refuses %s', async (_what, params, param, code) => {
    const error = await refusal(stripe.tax.calculations.create(params))
    expect([error.param, error.code, error.statusCode]).toEqual([param, code, 400])
  })

  it('needs a head office', async () => {
    await world.control('settings', { account: 'sk_test_nowhere', taxSettingsStatus: 'pending' })
    const call = world.client('sk_test_nowhere').tax.calculations.create(asked('US', '10001'))
    expect((await refusal(call)).message).toContain('valid head office address')
  })
})
