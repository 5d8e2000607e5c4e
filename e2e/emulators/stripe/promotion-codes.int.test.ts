import type Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  makePrice,
  openTestEmulator,
  refusal,
  sessionParams,
  type Client,
  type TestEmulator,
} from './open-test-emulator'

const BUYER = 'maya@example.com'
const STRIPE_WORDS = 'This code is invalid.'

let world: TestEmulator
let stripe: Client
let price: string
beforeAll(async () => {
  world = await openTestEmulator()
  stripe = world.client()
  price = await makePrice(stripe)
})
afterAll(() => world.emulator.close())

const now = () => Math.floor(Date.now() / 1000)
const session = (over: Partial<Stripe.Checkout.SessionCreateParams> = {}) =>
  stripe.checkout.sessions.create(sessionParams(price, { allow_promotion_codes: true, ...over }))
const pay = (id: string, body: object = {}) => world.control(`sessions/${id}/pay`, body)

let count = 0
async function code(
  params: Partial<Stripe.PromotionCodeCreateParams> = {},
  coupon: Stripe.CouponCreateParams = { percent_off: 10 },
): Promise<Stripe.PromotionCode> {
  count += 1
  const { id } = await stripe.coupons.create(coupon)
  return stripe.promotionCodes.create({
    promotion: { type: 'coupon', coupon: id },
    code: `CODE${count}`,
    ...params,
  })
}

/** What the page says when the code is typed: nothing where it counts. */
async function typed(text: string, over: Partial<Stripe.Checkout.SessionCreateParams> = {}) {
  const { url } = await session(over)
  const body = new URLSearchParams({ action: 'apply_promotion', promotion_code: text, email: BUYER })
  const page = await (await fetch(url!, { method: 'POST', body })).text()
  return page.includes(STRIPE_WORDS) ? STRIPE_WORDS : ''
}

/** A customer with an address, as sessions with automatic tax want it. */
const customerParams = async (paid: boolean) => {
  const customer = await stripe.customers.create({
    email: BUYER,
    address: { country: 'US', postal_code: '10001' },
  })
  const params = { customer: customer.id } as const
  if (paid) await pay((await stripe.checkout.sessions.create(own(params.customer))).id)
  return own(params.customer)
}
const own = (customer: string): Stripe.Checkout.SessionCreateParams => {
  const { customer_creation: _creation, customer_email: _email, ...rest } = sessionParams(price)
  return { ...rest, customer }
}

describe('a promotion code', () => {
  it('is counted when a purchase is complete, not before, and is told by the session', async () => {
    const { id, code: text, promotion } = await code()
    const { id: open } = await session()
    await typed(text)
    expect((await stripe.promotionCodes.retrieve(id)).times_redeemed).toBe(0)
    await pay(open, { promotion_code: text })
    expect((await stripe.promotionCodes.retrieve(id)).times_redeemed).toBe(1)
    const coupon = String(promotion.coupon)
    expect((await stripe.coupons.retrieve(coupon)).times_redeemed).toBe(1)
    const bought = await stripe.checkout.sessions.retrieve(open, { expand: ['discounts.promotion_code'] })
    expect(bought.discounts).toMatchObject([{ coupon, promotion_code: { id, code: text } }])
  })

  it('with one redemption left is one buyer’s; the other is told before anything is charged', async () => {
    const { id, code: text } = await code({ max_redemptions: 1 })
    const [first, second] = [await session(), await session()]
    for (const { url } of [first, second]) {
      const body = new URLSearchParams({ action: 'apply_promotion', promotion_code: text })
      expect(await (await fetch(url!, { method: 'POST', body })).text()).not.toContain(STRIPE_WORDS)
    }
    const answers = await Promise.all([pay(first.id), pay(second.id)])
    expect(answers.map((answer) => answer.status).toSorted()).toEqual([200, 400])
    const late = answers[0]?.status === 200 ? second.id : first.id
    expect(await stripe.checkout.sessions.retrieve(late)).toMatchObject({
      status: 'open',
      discounts: [],
      payment_intent: null,
      total_details: { amount_discount: 0 },
    })
    expect(await stripe.promotionCodes.retrieve(id)).toMatchObject({ times_redeemed: 1, active: false })
    expect((await pay(late)).status).toBe(200)
  })

  it('that is used up while a card is authenticated charges nothing', async () => {
    const { code: text } = await code({ max_redemptions: 1 })
    const { id, url } = await session()
    const form = {
      action: 'pay',
      email: BUYER,
      name: 'Maya',
      country: 'US',
      postal_code: '97201',
      state: 'OR',
      city: 'Portland',
      address: '1 Test Street',
      promotion_code: '',
      method: 'card',
      card_number: '4000002500003155',
      expiration: '12 / 50',
      cvc: '123',
      terms: 'yes',
    }
    await fetch(url!, {
      method: 'POST',
      body: new URLSearchParams({ ...form, action: 'apply_promotion', promotion_code: text }),
    })
    const asked = await fetch(url!, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' })
    expect([asked.status, asked.headers.get('location')]).toEqual([303, expect.stringMatching(/challenge$/)])
    expect((await pay((await session()).id, { promotion_code: text })).status).toBe(200)
    const answer = await fetch(`${url}/challenge`, {
      method: 'POST',
      body: new URLSearchParams({ answer: 'complete' }),
    })
    expect([answer.status, await answer.text()]).toEqual([402, expect.stringContaining('no longer valid')])
    expect(await stripe.checkout.sessions.retrieve(id)).toMatchObject({ status: 'open', discounts: [] })
    expect(
      (await stripe.charges.list({ limit: 100 })).data.filter(
        (charge) => charge.status === 'succeeded' && charge.amount === 0,
      ),
    ).toEqual([])
  })

  it.each<[string, Partial<Stripe.PromotionCodeCreateParams>, Stripe.CouponCreateParams]>([
    [
      'below its minimum',
      { restrictions: { minimum_amount: 19_901, minimum_amount_currency: 'usd' } },
      { percent_off: 5 },
    ],
    [
      'a minimum in other money',
      { restrictions: { minimum_amount: 1, minimum_amount_currency: 'eur' } },
      { percent_off: 5 },
    ],
    ['an amount in other money', {}, { amount_off: 500, currency: 'eur' }],
    ['switched off', { active: false }, { percent_off: 5 }],
  ])('does not count: %s', async (_name, params, coupon) => {
    expect(await typed((await code(params, coupon)).code)).toBe(STRIPE_WORDS)
  })

  it.each<[string, Partial<Stripe.PromotionCodeCreateParams>, Stripe.CouponCreateParams]>([
    [
      'at its minimum',
      { restrictions: { minimum_amount: 19_900, minimum_amount_currency: 'usd' } },
      { percent_off: 5 },
    ],
    [
      'an amount told in several currencies',
      {},
      { amount_off: 500, currency: 'eur', currency_options: { usd: { amount_off: 600 } } },
    ],
  ])('counts: %s', async (_name, params, coupon) => {
    expect(await typed((await code(params, coupon)).code)).toBe('')
  })

  it('takes off its amount in the currency of the purchase', async () => {
    const options = { amount_off: 500, currency: 'eur', currency_options: { usd: { amount_off: 600 } } }
    const { id } = await session()
    await pay(id, { promotion_code: (await code({}, options)).code })
    expect((await stripe.checkout.sessions.retrieve(id)).total_details?.amount_discount).toBe(600)
  })

  it('ends with its time and with its coupon’s, and says so of itself', async () => {
    const soon = await code({ expires_at: now() + 100 })
    const coupon = await stripe.coupons.create({ percent_off: 5, redeem_by: now() + 100 })
    const other = await stripe.promotionCodes.create({
      promotion: { type: 'coupon', coupon: coupon.id },
      code: 'SOON',
    })
    expect([await typed(soon.code), await typed('soon')]).toEqual(['', ''])
    world.emulator.advance(101)
    expect([await typed(soon.code), await typed('soon')]).toEqual([STRIPE_WORDS, STRIPE_WORDS])
    for (const { id } of [soon, other]) {
      expect((await stripe.promotionCodes.retrieve(id)).active).toBe(false)
      expect((await refusal(stripe.promotionCodes.update(id, { active: true }))).param).toBe('active')
    }
    expect((await stripe.coupons.retrieve(coupon.id)).valid).toBe(false)
    expect((await stripe.promotionCodes.list({ active: true, code: 'SOON' })).data).toEqual([])
    const again = { promotion: { type: 'coupon', coupon: coupon.id }, code: 'AGAIN' } as const
    expect((await refusal(stripe.promotionCodes.create(again))).message).toMatch(/is expired/)
    await code({ code: 'SOON' })
    expect(await typed('soon')).toBe('')
  })

  it('can be switched off and on', async () => {
    const { id, code: text } = await code()
    await stripe.promotionCodes.update(id, { active: false })
    expect(await typed(text)).toBe(STRIPE_WORDS)
    await stripe.promotionCodes.update(id, { active: true })
    expect(await typed(text)).toBe('')
  })

  it('ends with a deleted coupon', async () => {
    const { id, code: text, promotion } = await code()
    expect(await stripe.coupons.del(String(promotion.coupon))).toMatchObject({ deleted: true })
    expect(await typed(text)).toBe(STRIPE_WORDS)
    expect((await stripe.promotionCodes.retrieve(id)).active).toBe(false)
  })

  it('for first purchases, and for one customer, is nobody else’s', async () => {
    const first = await code({ restrictions: { first_time_transaction: true } })
    const [fresh, known] = [await customerParams(false), await customerParams(true)]
    const given = (params: Stripe.Checkout.SessionCreateParams, id: string) =>
      stripe.checkout.sessions.create({ ...params, discounts: [{ promotion_code: id }] })
    expect((await given(fresh, first.id)).total_details?.amount_discount).toBe(1990)
    expect((await refusal(given(known, first.id))).message).toBe(
      'This promotion code cannot be redeemed because the associated customer has prior transactions.',
    )
    const personal = await code({ customer: fresh.customer! })
    expect((await given(fresh, personal.id)).total_details?.amount_discount).toBe(1990)
    expect((await refusal(given(known, personal.id))).message).toMatch(/another customer/)
    expect(await typed(personal.code)).toBe(STRIPE_WORDS)
  })

  it('applies to its products only', async () => {
    const { product } = await stripe.prices.retrieve(price)
    const applies = { percent_off: 50, applies_to: { products: [String(product)] } }
    const other = await makePrice(stripe, 10_000)
    const [promotion, none] = [await code({}, applies), await code({}, applies)]
    const both = {
      line_items: [
        { price: other, quantity: 1 },
        { price, quantity: 1 },
      ],
    }
    const { id } = await session(both)
    await pay(id, { promotion_code: promotion.code, postal_code: '97201', state: 'OR' })
    const bought = await stripe.checkout.sessions.retrieve(id, { expand: ['line_items'] })
    expect(bought.line_items?.data.map((line) => line.amount_discount)).toEqual([0, 9950])
    expect(bought.total_details?.amount_discount).toBe(9950)
    expect(await typed(none.code, { line_items: [{ price: other, quantity: 1 }] })).toBe(STRIPE_WORDS)
    const unknown = stripe.coupons.create({ percent_off: 5, applies_to: { products: ['prod_none'] } })
    expect((await refusal(unknown)).code).toBe('resource_missing')
  })

  it.each<[string, Partial<Stripe.PromotionCodeCreateParams>, string]>([
    ['letters that are none', { code: 'TEN-OFF' }, 'code'],
    ['no redemptions', { max_redemptions: 0 }, 'max_redemptions'],
    ['more redemptions than its coupon', { max_redemptions: 6 }, 'max_redemptions'],
    ['a time that is over', { expires_at: 1_600_000_000 }, 'expires_at'],
    ['a time after its coupon’s', { expires_at: 4_000_000_000 }, 'expires_at'],
    [
      'a minimum of no currency',
      { restrictions: { minimum_amount: 5 } },
      'restrictions[minimum_amount_currency]',
    ],
    ['an unknown customer', { customer: 'cus_none' }, 'customer'],
  ])('is refused: %s', async (_name, params, param) => {
    const made = code(params, { percent_off: 5, max_redemptions: 5, redeem_by: now() + 100_000 })
    expect((await refusal(made)).param).toBe(param)
  })

  it('a coupon is refused: no redemptions, or a time that is over', async () => {
    expect((await refusal(stripe.coupons.create({ percent_off: 5, max_redemptions: 0 }))).param).toBe(
      'max_redemptions',
    )
    expect((await refusal(stripe.coupons.create({ percent_off: 5, redeem_by: 1 }))).param).toBe('redeem_by')
  })
})

describe('an order that costs nothing', () => {
  const free = () => code({}, { percent_off: 100 })

  it('makes a customer, and has an invoice where its session asked for one', async () => {
    const { id } = await session({ customer_creation: 'if_required', invoice_creation: { enabled: false } })
    await pay(id, { promotion_code: (await free()).code })
    expect(await stripe.checkout.sessions.retrieve(id)).toMatchObject({
      payment_status: 'no_payment_required',
      customer: expect.stringMatching(/^cus_/),
      invoice: null,
    })
  })

  it('has none where the account is set so', async () => {
    await world.control('settings', { noCostInvoices: 'none' })
    const [nothing, something] = [await session(), await session()]
    await pay(nothing.id, { promotion_code: (await free()).code })
    await pay(something.id)
    expect((await stripe.checkout.sessions.retrieve(nothing.id)).invoice).toBeNull()
    expect((await stripe.checkout.sessions.retrieve(something.id)).invoice).toMatch(/^in_/)
    await world.control('settings', { noCostInvoices: 'issued' })
  })
})
