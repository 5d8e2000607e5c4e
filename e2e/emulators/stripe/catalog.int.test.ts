import type Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestEmulator, refusal, type Client, type TestEmulator } from './open-test-emulator'

let world: TestEmulator
let stripe: Client
let product: string
beforeAll(async () => {
  world = await openTestEmulator()
  stripe = world.client()
  product = (
    await stripe.products.create({ name: 'Course', tax_code: 'txcd_20060058', metadata: { sku: 'RU-A' } })
  ).id
})
afterAll(() => world.emulator.close())

const price = (over: Partial<Stripe.PriceCreateParams> = {}) =>
  stripe.prices.create({ product, currency: 'USD', unit_amount: 9900, ...over })

describe('prices', () => {
  it('have decimals as the SDK reads them', async () => {
    const made = await price()
    expect([
      made.currency,
      made.unit_amount,
      made.unit_amount_decimal?.toString(),
      made.tax_behavior,
    ]).toEqual(['usd', 9900, '9900', 'unspecified'])
  })

  it('fix tax_behavior once it is set', async () => {
    const made = await price()
    expect((await stripe.prices.update(made.id, { tax_behavior: 'exclusive' })).tax_behavior).toBe(
      'exclusive',
    )
    const error = await refusal(stripe.prices.update(made.id, { tax_behavior: 'inclusive' }))
    expect([error.statusCode, error.param]).toEqual([400, 'tax_behavior'])
  })

  it('are found by lookup key, which one of them has at a time', async () => {
    const first = await price({ lookup_key: 'ru-a' })
    expect((await refusal(price({ lookup_key: 'ru-a' }))).code).toBe('resource_already_exists')
    const second = await price({ lookup_key: 'ru-a', transfer_lookup_key: true })
    expect((await stripe.prices.list({ lookup_keys: ['ru-a', 'ru-b'] })).data.map((row) => row.id)).toEqual([
      second.id,
    ])
    expect((await stripe.prices.retrieve(first.id)).lookup_key).toBeNull()
  })

  it('are looked up ten keys at a time, active or not, and keep their key when they are archived', async () => {
    const made = await price({ lookup_key: 'ru-kept' })
    await stripe.prices.update(made.id, { active: false })
    const found = async (active: boolean) =>
      (await stripe.prices.list({ lookup_keys: ['ru-kept'], active })).data.map((row) => row.id)
    expect([await found(true), await found(false)]).toEqual([[], [made.id]])
    const moved = await price({ unit_amount: 5 })
    await stripe.prices.update(moved.id, { lookup_key: 'ru-kept', transfer_lookup_key: true })
    expect([await found(true), await found(false)]).toEqual([[moved.id], []])
    const keys = Array.from({ length: 11 }, (_, index) => `k${index}`)
    expect((await refusal(stripe.prices.list({ lookup_keys: keys }))).param).toBe('lookup_keys')
    expect((await refusal(price({ lookup_key: 'k'.repeat(201) }))).param).toBe('lookup_key')
    expect((await stripe.products.list({ ids: [product], active: true })).data).toHaveLength(1)
    expect((await stripe.products.list({ ids: [product], active: false })).data).toEqual([])
  })

  it('cannot be archived while they are the default of their product', async () => {
    const made = await price()
    await stripe.products.update(product, { default_price: made.id })
    expect((await refusal(stripe.prices.update(made.id, { active: false }))).message).toMatch(/default price/)
    expect((await stripe.products.update(product, { default_price: '' })).default_price).toBeNull()
    expect((await stripe.prices.update(made.id, { active: false })).active).toBe(false)
    expect((await refusal(stripe.products.update(product, { default_price: 'price_no' }))).code).toBe(
      'resource_missing',
    )
  })

  it('need a product and an amount, and not two of either', async () => {
    expect((await refusal(stripe.prices.create({ currency: 'usd', unit_amount: 1 }))).code).toBe(
      'parameter_missing',
    )
    expect((await refusal(stripe.prices.create({ currency: 'usd', product }))).code).toBe('parameter_missing')
    expect((await refusal(price({ product_data: { name: 'x' } }))).message).toMatch(/only specify one/)
    expect((await refusal(price({ unit_amount: -1 }))).param).toBe('unit_amount')
    expect((await refusal(price({ currency: 'dollars' }))).param).toBe('currency')
    expect((await refusal(price({ product: 'prod_no' }))).code).toBe('resource_missing')
  })
})

describe('products, customers, rates, coupons', () => {
  it('merge metadata: an empty value removes its key, an empty object nothing', async () => {
    await stripe.products.update(product, { metadata: { level: '1' } })
    expect((await stripe.products.update(product, { metadata: { sku: null } })).metadata).toEqual({
      level: '1',
    })
    expect((await stripe.products.update(product, { metadata: '' })).metadata).toEqual({})
  })

  it('refuse what Stripe refuses', async () => {
    expect((await refusal(stripe.customers.create({ email: 'nobody' }))).code).toBe('email_invalid')
    expect(
      (await refusal(stripe.taxRates.create({ display_name: 'x', inclusive: false, percentage: 101 }))).param,
    ).toBe('percentage')
    expect((await refusal(stripe.coupons.create({}))).param).toBe('percent_off')
    expect((await refusal(stripe.coupons.create({ percent_off: 101 }))).param).toBe('percent_off')
    expect((await refusal(stripe.coupons.create({ amount_off: 5 }))).param).toBe('currency')
    const coupon = await stripe.coupons.create({ percent_off: 5, id: 'FIVE' })
    const promotion = { type: 'coupon' as const, coupon: coupon.id }
    await stripe.promotionCodes.create({ promotion, code: 'Five' })
    expect((await refusal(stripe.promotionCodes.create({ promotion, code: 'FIVE' }))).code).toBe(
      'resource_already_exists',
    )
    expect((await stripe.promotionCodes.list({ code: 'five' })).data).toHaveLength(1)
  })

  it('customers are found by e-mail and changed in part', async () => {
    const made = await stripe.customers.create({
      email: 'x@y.co',
      address: { country: 'IL', city: 'Haifa' },
      metadata: { smid: '7' },
    })
    expect((await stripe.customers.list({ email: 'x@y.co' })).data[0]).toMatchObject({
      id: made.id,
      address: { country: 'IL', line1: null },
    })
    expect(await stripe.customers.update(made.id, { name: 'Xenia' })).toMatchObject({
      name: 'Xenia',
      email: 'x@y.co',
      metadata: { smid: '7' },
    })
  })
})
