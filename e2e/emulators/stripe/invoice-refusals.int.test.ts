import type Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  eventsOf,
  makePrice,
  openTestEmulator,
  refusal,
  type Client,
  type TestEmulator,
} from './open-test-emulator'

let world: TestEmulator
let stripe: Client
let price: string
let customer: string
beforeAll(async () => {
  world = await openTestEmulator()
  stripe = world.client()
  price = await makePrice(stripe)
  customer = (
    await stripe.customers.create({
      email: 'maya@example.com',
      name: 'Maya Katz',
      address: { country: 'US', state: 'NY', postal_code: '10001', line1: '1 Test Street', city: 'New York' },
    })
  ).id
})
afterAll(() => world.emulator.close())

const draft = (over: Partial<Stripe.InvoiceCreateParams> = {}) =>
  stripe.invoices.create({ customer, currency: 'usd', auto_advance: false, ...over })
const item = (invoice: string, over: Partial<Stripe.InvoiceItemCreateParams> = {}) =>
  stripe.invoiceItems.create({ customer, invoice, pricing: { price }, ...over })
const messageOf = async (call: Promise<unknown>) => (await refusal(call)).message

/** An open invoice of $199.00, tax by Stripe Tax in New York City. */
async function open(over: Partial<Stripe.InvoiceCreateParams> = {}): Promise<Stripe.Invoice> {
  const made = await draft({ automatic_tax: { enabled: true }, ...over })
  await item(made.id)
  return stripe.invoices.finalizeInvoice(made.id)
}

describe('what is refused', () => {
  it.each<[string, Partial<Stripe.InvoiceCreateParams>, RegExp]>([
    ['an unknown customer', { customer: 'cus_none' }, /No such customer/],
    [
      'five fields',
      { custom_fields: Array.from({ length: 5 }, () => ({ name: 'a', value: 'b' })) },
      /up to 4/,
    ],
    ['a long name', { custom_fields: [{ name: 'n'.repeat(41), value: 'b' }] }, /at most 40/],
    ['a long value', { custom_fields: [{ name: 'n', value: 'b'.repeat(141) }] }, /at most 140/],
    ['a long footer', { footer: 'x'.repeat(5001) }, /at most 5000/],
    ['days without sending', { days_until_due: 3 }, /need `collection_method=send_invoice`/],
    ['sending without days', { collection_method: 'send_invoice' }, /either `days_until_due` or `due_date`/],
    [
      'days and a date',
      { collection_method: 'send_invoice', days_until_due: 3, due_date: 4_000_000_000 },
      /only specify one/,
    ],
    [
      'rates with automatic tax',
      { automatic_tax: { enabled: true }, default_tax_rates: ['txr_x'] },
      /default_tax_rates/,
    ],
    ['an unknown rate', { default_tax_rates: ['txr_none'] }, /No such tax_rate/],
    ['an unknown coupon', { discounts: [{ coupon: 'none' }] }, /No such coupon/],
    ["another purchase's discount", { discounts: [{ discount: 'di_none' }] }, /No such discount/],
    ['what is not played', { auto_advance: true }, /not available/],
    ['a subscription', { subscription: 'sub_1' }, /not available/],
  ])('%s', async (_name, params, message) => {
    const error = await refusal(draft(params))
    expect([error.statusCode, error.message]).toEqual([400, expect.stringMatching(message)])
  })

  it.each<[string, Partial<Stripe.InvoiceItemCreateParams>, RegExp]>([
    ['neither price nor amount', { pricing: {} }, /must specify `amount`/],
    ['price and amount', { amount: 5 }, /only specify one/],
    ['an unknown price', { pricing: { price: 'price_none' } }, /No such price/],
    ['rates with automatic tax', { tax_rates: ['RATE'] }, /cannot use `tax_rates`/],
    ['another customer', { customer: 'OTHER' }, /belongs to another customer/],
  ])('an item: %s', async (_name, params, message) => {
    const rate = await stripe.taxRates.create({ display_name: 'x', percentage: 1, inclusive: false })
    const other = await stripe.customers.create({ email: 'o@o.co' })
    const made = await draft({ automatic_tax: { enabled: true } })
    const given = JSON.parse(JSON.stringify(params).replace('RATE', rate.id).replace('OTHER', other.id))
    expect(await messageOf(item(made.id, given))).toMatch(message)
    expect((await stripe.invoices.retrieve(made.id)).lines.data).toEqual([])
  })

  it('an item without tax behaviour, of other money, or negative', async () => {
    const made = await draft({ automatic_tax: { enabled: true } })
    const bare = { customer, invoice: made.id, description: 'x' }
    const create = (over: object) => messageOf(stripe.invoiceItems.create({ ...bare, amount: 100, ...over }))
    expect(await create({})).toMatch(/need a `tax_behavior`/)
    expect(await create({ currency: 'eur', tax_behavior: 'exclusive' })).toMatch(
      /does not match the invoice's/,
    )
    expect(await create({ amount: -1, tax_behavior: 'exclusive' })).toMatch(/Negative/)
    expect(await create({ quantity: 2, tax_behavior: 'exclusive' })).toMatch(/only specify one/)
    await stripe.invoiceItems.create({ ...bare, amount: 100, tax_behavior: 'inclusive' })
    expect((await stripe.invoices.retrieve(made.id)).total).toBe(100)
  })

  it('steps in the wrong order', async () => {
    const empty = await draft()
    expect((await refusal(stripe.invoices.finalizeInvoice(empty.id))).code).toBe(
      'invoice_no_customer_line_items',
    )
    expect(await messageOf(stripe.invoices.pay(empty.id, { paid_out_of_band: true }))).toMatch(
      /only pay an open/,
    )
    expect(await messageOf(stripe.invoices.voidInvoice(empty.id))).toMatch(/only void an open/)
    const opened = await open()
    expect(await messageOf(stripe.invoices.finalizeInvoice(opened.id))).toMatch(/already finalized/)
    expect(await messageOf(stripe.invoices.del(opened.id))).toMatch(/only delete draft/)
    expect(await messageOf(stripe.invoices.pay(opened.id))).toMatch(/no attached payment source/)
    await stripe.invoices.pay(opened.id, { paid_out_of_band: true })
    expect(await messageOf(stripe.invoices.pay(opened.id, { paid_out_of_band: true }))).toBe(
      'Invoice is already paid',
    )
    expect(await messageOf(stripe.invoices.voidInvoice(opened.id))).toMatch(/only void an open/)
    const revision = { from_invoice: { action: 'revision', invoice: opened.id } } as const
    expect(await messageOf(stripe.invoices.create(revision))).toMatch(
      /cannot revise an invoice with status `paid`/,
    )
  })

  it('sending to nobody, and finalising without a place to tax', async () => {
    const nobody = await stripe.customers.create({ name: 'N' })
    const sent = { customer: nobody.id, collection_method: 'send_invoice', days_until_due: 1 } as const
    expect(await messageOf(draft(sent))).toMatch(/^Missing email/)
    const made = await draft({ customer: nobody.id, automatic_tax: { enabled: true } })
    await stripe.invoiceItems.create({ customer: nobody.id, invoice: made.id, pricing: { price } })
    expect((await refusal(stripe.invoices.finalizeInvoice(made.id))).code).toBe(
      'customer_tax_location_invalid',
    )
    expect(await stripe.invoices.retrieve(made.id)).toMatchObject({
      status: 'draft',
      automatic_tax: { status: 'requires_location_inputs' },
      last_finalization_error: { code: 'customer_tax_location_invalid' },
    })
    expect(await eventsOf(stripe, made.id, ['invoice.finalization_failed'])).toHaveLength(1)
  })

  it('a code that is used up meanwhile', async () => {
    const coupon = await stripe.coupons.create({ percent_off: 10, max_redemptions: 1 })
    const [first, second] = [
      await draft({ discounts: [{ coupon: coupon.id }] }),
      await draft({ discounts: [{ coupon: coupon.id }] }),
    ]
    await item(first.id)
    await item(second.id)
    await stripe.invoices.finalizeInvoice(first.id)
    expect(await messageOf(stripe.invoices.finalizeInvoice(second.id))).toMatch(/is expired/)
    expect(await messageOf(draft({ discounts: [{ coupon: coupon.id }] }))).toMatch(/is expired/)
    expect(await stripe.coupons.retrieve(coupon.id)).toMatchObject({ times_redeemed: 1, valid: false })
  })
})
