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
import { sessionRules } from './session-refusals'

type Over = Partial<Stripe.Checkout.SessionCreateParams>
type Known = {
  price: string
  customer: string
  buyer: Stripe.Customer
  rate: string
  coupon: string
  code: string
  now: number
}

let world: TestEmulator
let stripe: Client
let known: Known

beforeAll(async () => {
  world = await openTestEmulator()
  stripe = world.client()
  const customer = await stripe.customers.create({ email: 'a@b.co' })
  const rate = await stripe.taxRates.create({ display_name: 'VAT', percentage: 18, inclusive: false })
  const coupon = await stripe.coupons.create({ percent_off: 10 })
  const code = await stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon: coupon.id } })
  const now = Math.floor(Date.now() / 1000)
  known = {
    price: await makePrice(stripe),
    customer: customer.id,
    buyer: customer,
    rate: rate.id,
    coupon: coupon.id,
    code: code.id,
    now,
  }
})
afterAll(() => world.emulator.close())

const asCustomer = (k: Known): Over =>
  ({ customer: k.customer, customer_email: undefined, customer_creation: undefined }) as unknown as Over

/** Shown inside the seller's page; the two addresses of the hosted page are left out. */
const embedded = (over: Over): Over =>
  ({ ui_mode: 'embedded_page', success_url: undefined, cancel_url: undefined, ...over }) as unknown as Over

/** For each rule a request that breaks it alone, and a word of the refusal. */
const cases: Record<string, [(k: Known) => Over, RegExp]> = {
  automaticTaxWithTaxRates: [
    (k) => ({ line_items: [{ price: k.price, quantity: 1, tax_rates: [k.rate] }] }),
    /tax_rates/,
  ],
  promotionCodesWithDiscounts: [
    (k) => ({ allow_promotion_codes: true, discounts: [{ coupon: k.coupon }] }),
    /only specify one of these parameters: allow_promotion_codes, discounts/,
  ],
  severalDiscounts: [
    (k) => ({ discounts: [{ coupon: k.coupon }, { coupon: k.coupon }] }),
    /up to one discount/,
  ],
  discountOfBothKinds: [
    (k) => ({ discounts: [{ coupon: k.coupon, promotion_code: k.code }] }),
    /discounts\[0\]\[coupon\]/,
  ],
  expiresTooSoon: [(k) => ({ expires_at: k.now + 29 * 60 }), /at least 30 minutes/],
  expiresTooLate: [(k) => ({ expires_at: k.now + 25 * 3600 }), /less than 24 hours/],
  customerUpdateWithoutCustomer: [() => ({ customer_update: { name: 'auto' } }), /customer_update/],
  customerWithEmail: [(k) => ({ ...asCustomer(k), customer_email: 'c@d.co' }), /customer, customer_email/],
  customerWithCreation: [
    (k) => ({ ...asCustomer(k), customer_creation: 'always' }),
    /customer, customer_creation/,
  ],
  malformedEmail: [() => ({ customer_email: 'nobody' }), /Invalid email address/],
  missingSuccessUrl: [() => ({ success_url: undefined }) as unknown as Over, /success_url/],
  returnUrlOfHostedPage: [() => ({ return_url: 'https://x.example' }), /return_url/],
  hostedUrlsOfEmbeddedPage: [
    () => ({ ui_mode: 'embedded_page', return_url: 'https://x.example' }),
    /embedded_page`: cancel_url, success_url\./,
  ],
  missingReturnUrl: [() => embedded({}), /param: return_url/],
  returnUrlWithoutRedirect: [
    () => embedded({ return_url: 'https://x.example', redirect_on_completion: 'never' }),
    /`redirect_on_completion` is `never`/,
  ],
  redirectOfHostedPage: [() => ({ redirect_on_completion: 'always' }), /`redirect_on_completion` cannot/],
  malformedReturnUrl: [() => embedded({ return_url: 'done' }), /Not a valid URL/],
  unsupportedUiMode: [() => ({ ui_mode: 'form' }), /ui_mode/],
  unsupportedMode: [() => ({ mode: 'subscription' }), /mode/],
  malformedSuccessUrl: [() => ({ success_url: 'done' }), /Not a valid URL/],
  malformedCancelUrl: [() => ({ cancel_url: 'javascript:alert(1)' }), /Not a valid URL/],
  missingLineItems: [() => ({ line_items: undefined }) as unknown as Over, /line_items/],
  lineItemWithoutPrice: [() => ({ line_items: [{ quantity: 1 }] }), /price/],
  lineItemWithoutQuantity: [(k) => ({ line_items: [{ price: k.price }] }), /[Qq]uantity/],
  taxIdsOfACustomerWithFixedName: [
    (k) => ({ ...asCustomer(k), tax_id_collection: { enabled: true } }),
    /customer_update\[name\]/,
  ],
  automaticTaxOfACustomerWithoutAddress: [
    (k) => ({ ...asCustomer(k), customer_update: { name: 'auto' } }),
    /valid address on the Customer/,
  ],
  logoAndIcon: [
    () => ({
      branding_settings: {
        logo: { type: 'url', url: 'https://x.example/l.png' },
        icon: { type: 'url', url: 'https://x.example/i.png' },
      },
    }),
    /branding_settings\[icon\]/,
  ],
  brandingColour: [() => ({ branding_settings: { button_color: 'red' } }), /hex color/],
  longCustomText: [() => ({ custom_text: { submit: { message: 'x'.repeat(1201) } } }), /1200/],
  invoiceCustomFields: [
    () => ({
      invoice_creation: {
        enabled: true,
        invoice_data: { custom_fields: [{ name: 'x'.repeat(41), value: 'y' }] },
      },
    }),
    /40 characters/,
  ],
  longInvoiceFooter: [
    () => ({ invoice_creation: { enabled: true, invoice_data: { footer: 'x'.repeat(5001) } } }),
    /5000/,
  ],
  longClientReference: [() => ({ client_reference_id: 'x'.repeat(201) }), /200/],
  tooManyCustomFields: [
    () => ({
      custom_fields: ['a', 'b', 'c', 'd'].map((key) => ({
        key,
        type: 'text' as const,
        label: { type: 'custom' as const, custom: key },
      })),
    }),
    /up to 3/,
  ],
  consentWithoutTermsUrl: [
    () => ({ consent_collection: { terms_of_service: 'required' } }),
    /terms of service/,
  ],
  statementDescriptorOnCards: [
    () => ({ payment_intent_data: { statement_descriptor: 'REDIS' } }),
    /statement_descriptor_suffix/,
  ],
  statementDescriptorSuffix: [
    () => ({ payment_intent_data: { statement_descriptor_suffix: '123456' } }),
    /suffix/,
  ],
}

describe('refusals of a new session', () => {
  it('has a case for every rule', () => {
    expect(Object.keys(cases).toSorted()).toEqual(Object.keys(sessionRules).toSorted())
  })

  it.each(Object.keys(cases))('%s', async (name) => {
    const [over, words] = cases[name]!
    world.emulator.settings.termsUrl = name === 'consentWithoutTermsUrl' ? '' : 'https://shop.example/terms'
    const params = sessionParams(known.price, over(known))
    const error = await refusal(stripe.checkout.sessions.create(params))
    expect(error.message).toMatch(words)
    expect([error.statusCode, error.type]).toEqual([400, 'StripeInvalidRequestError'])
    // The rule itself, and not another one met first, refuses it.
    const own = sessionRules[name]!(params, {
      now: known.now,
      settings: world.emulator.settings,
      customer: known.buyer,
    })
    expect(own?.message).toBe(error.message)
  })

  it('accepts the request that none of them touches', async () => {
    const session = await stripe.checkout.sessions.create(sessionParams(known.price))
    expect(session.status).toBe('open')
    expect(session.url).toMatch(new RegExp(`^${world.emulator.url}/c/pay/cs_test_`))
  })

  it('refuses five invoice fields, and a long value', async () => {
    const fields = (custom_fields: { name: string; value: string }[]) =>
      refusal(
        stripe.checkout.sessions.create(
          sessionParams(known.price, {
            invoice_creation: { enabled: true, invoice_data: { custom_fields } },
          }),
        ),
      )
    expect(
      (await fields(Array.from({ length: 5 }, (_, i) => ({ name: `f${i}`, value: 'v' })))).message,
    ).toMatch(/up to 4/)
    expect((await fields([{ name: 'a', value: 'v'.repeat(141) }])).message).toMatch(/140 characters/)
  })
})

describe('refusals about what is sold', () => {
  const create = (over: Over) => refusal(stripe.checkout.sessions.create(sessionParams(known.price, over)))

  it('an unknown price', async () => {
    const error = await create({ line_items: [{ price: 'price_nope', quantity: 1 }] })
    expect([error.code, error.param, error.statusCode]).toEqual([
      'resource_missing',
      'line_items[0][price]',
      400,
    ])
  })

  it('an archived price, a price of an archived product', async () => {
    const price = await makePrice(stripe)
    await stripe.prices.update(price, { active: false })
    expect((await create({ line_items: [{ price, quantity: 1 }] })).message).toMatch(/inactive/)
    const other = await stripe.prices.retrieve(await makePrice(stripe))
    await stripe.products.update(String(other.product), { active: false })
    expect((await create({ line_items: [{ price: other.id, quantity: 1 }] })).message).toMatch(/inactive/)
  })

  it('two currencies, an unspecified tax behaviour, a recurring price, less than half a dollar', async () => {
    const product = (await stripe.products.create({ name: 'P' })).id
    const make = (over: object) =>
      stripe.prices.create({
        product,
        currency: 'usd',
        unit_amount: 1000,
        tax_behavior: 'exclusive',
        ...over,
      })
    const euro = await make({ currency: 'eur' })
    const vague = await make({ tax_behavior: 'unspecified' })
    const monthly = await make({ recurring: { interval: 'month' } })
    const small = await make({ unit_amount: 49 })
    const items = (...prices: string[]) =>
      create({ line_items: prices.map((price) => ({ price, quantity: 1 })) })
    expect((await items(known.price, euro.id)).message).toMatch(/same currency/)
    expect((await items(vague.id)).message).toMatch(/tax_behavior/)
    expect((await items(monthly.id)).message).toMatch(/recurring/)
    expect((await items(small.id)).code).toBe('amount_too_small')
  })

  it('an unknown customer, tax rate, coupon, and no way to pay', async () => {
    expect((await create({ ...asCustomer(known), customer: 'cus_nope' })).code).toBe('resource_missing')
    expect(
      (
        await create({
          automatic_tax: { enabled: false },
          line_items: [{ price: known.price, quantity: 1, tax_rates: ['txr_no'] }],
        })
      ).code,
    ).toBe('resource_missing')
    expect((await create({ discounts: [{ coupon: 'NOPE' }] })).code).toBe('resource_missing')
    expect((await create({ excluded_payment_method_types: ['card', 'us_bank_account'] })).message).toMatch(
      /No valid payment method/,
    )
  })

  it('metadata beyond 50 keys, 40 and 500 characters', async () => {
    const many = Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`k${i}`, 'v']))
    expect((await create({ metadata: many })).message).toMatch(/50 metadata keys/)
    expect((await create({ metadata: { ['k'.repeat(41)]: 'v' } })).message).toMatch(/40 characters/)
    expect((await create({ metadata: { k: 'v'.repeat(501) } })).message).toMatch(/500 characters/)
    expect((await create({ payment_intent_data: { metadata: many } })).message).toMatch(/50 metadata keys/)
  })
})
