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

describe('an invoice of ours', () => {
  it('begins as a draft that follows its items and its customer', async () => {
    const made = await draft({
      automatic_tax: { enabled: true },
      description: 'Corrects 0001',
      footer: 'Thank you',
      custom_fields: [{ name: 'PO number', value: 'PO-1' }],
      metadata: { corrects: 'in_1' },
      rendering: { amount_tax_display: 'exclude_tax' },
    })
    expect(made).toMatchObject({
      status: 'draft',
      number: null,
      total: 0,
      lines: { data: [] },
      customer_name: 'Maya Katz',
      custom_fields: [{ name: 'PO number', value: 'PO-1' }],
      rendering: { amount_tax_display: 'exclude_tax' },
      metadata: { corrects: 'in_1' },
      collection_method: 'charge_automatically',
      billing_reason: 'manual',
    })
    expect([made.hosted_invoice_url, made.invoice_pdf]).toEqual([undefined, undefined])
    const added = await item(made.id, { metadata: { sku: 'RU-X' } })
    const priced = await stripe.invoices.retrieve(made.id)
    expect(priced).toMatchObject({
      subtotal: 19_900,
      total: 21_667,
      amount_due: 21_667,
      amount_remaining: 21_667,
    })
    expect(priced.total_taxes?.map((tax) => tax.amount)).toEqual([796, 896, 75])
    expect(priced.automatic_tax.status).toBe('complete')
    expect(priced.lines.data).toMatchObject([
      { amount: 19_900, description: 'Redis Certified Developer', metadata: { sku: 'RU-X' }, quantity: 1 },
    ])
    expect((await stripe.invoices.listLineItems(made.id)).data[0]?.id).toBe(priced.lines.data[0]?.id)
    expect((await stripe.invoiceItems.list({ invoice: made.id })).data[0]?.id).toBe(added.id)
    await stripe.invoiceItems.del(added.id)
    expect((await stripe.invoices.retrieve(made.id)).total).toBe(0)
    expect((await refusal(stripe.invoiceItems.retrieve(added.id))).statusCode).toBe(404)
  })

  it('is finalised with number, page and PDF, and paid out of band without a payment', async () => {
    const opened = await open()
    expect(opened).toMatchObject({ status: 'open', amount_paid: 0, amount_remaining: 21_667 })
    expect(opened.number).toMatch(/^[0-9A-F]{8}-\d{4}$/)
    const paid = await stripe.invoices.pay(opened.id, {
      paid_out_of_band: true,
      expand: ['payments', 'amount_paid_off_stripe'],
    })
    expect(paid).toMatchObject({
      status: 'paid',
      amount_paid: 21_667,
      amount_remaining: 0,
      amount_paid_off_stripe: 21_667,
      payments: { data: [{ payment: { type: 'payment_record' }, status: 'paid', amount_paid: 21_667 }] },
    })
    expect(paid.status_transitions.paid_at).toEqual(expect.any(Number))
    expect(await eventsOf(stripe, opened.id, ['invoice.*'])).toEqual([
      'invoice.created',
      'invoice.updated',
      'invoice.finalized',
      'invoice.paid',
    ])
    expect((await stripe.charges.list({ customer })).data).toEqual([])
    const pdf = await fetch(paid.invoice_pdf!)
    expect([pdf.status, pdf.headers.get('content-type')]).toEqual([200, 'application/pdf'])
    const page = await (await fetch(paid.hosted_invoice_url!)).text()
    expect(page).toContain(paid.number)
    expect(page).toContain('Paid outside of Stripe')
  })

  it('takes the customer as it is when it is finalised, and keeps it', async () => {
    const buyer = await stripe.customers.create({ email: 'b@c.co', name: 'Bea', address: { country: 'DE' } })
    const made = await stripe.invoices.create({ customer: buyer.id, currency: 'usd' })
    await stripe.invoiceItems.create({ customer: buyer.id, invoice: made.id, pricing: { price } })
    await stripe.customers.update(buyer.id, { name: 'Bea GmbH' })
    await stripe.customers.createTaxId(buyer.id, { type: 'eu_vat', value: 'DE123456789' })
    const opened = await stripe.invoices.finalizeInvoice(made.id)
    await stripe.customers.update(buyer.id, { name: 'Other' })
    expect(await stripe.invoices.retrieve(opened.id)).toMatchObject({
      customer_name: 'Bea GmbH',
      customer_tax_ids: [{ type: 'eu_vat', value: 'DE123456789' }],
    })
  })

  it('has the rates of its own, for all items or for one', async () => {
    const vat = await stripe.taxRates.create({ display_name: 'VAT', percentage: 18, inclusive: false })
    const ten = await stripe.taxRates.create({ display_name: 'Low', percentage: 10, inclusive: true })
    const made = await draft({ default_tax_rates: [vat.id] })
    await item(made.id)
    await item(made.id, {
      pricing: undefined as never,
      amount: 1100,
      description: 'Book',
      tax_rates: [ten.id],
    })
    const priced = await stripe.invoices.finalizeInvoice(made.id)
    expect(priced.total_taxes).toMatchObject([
      { amount: 3582, tax_behavior: 'exclusive', taxability_reason: 'not_available' },
      { amount: 100, tax_behavior: 'inclusive' },
    ])
    expect(priced).toMatchObject({
      subtotal: 21_000,
      subtotal_excluding_tax: 20_900,
      total: 24_582,
      total_excluding_tax: 20_900,
    })
  })

  it('takes discounts off items first, then off the whole, then taxes what is left', async () => {
    const half = await stripe.coupons.create({ percent_off: 50, name: 'Half' })
    const ten = await stripe.coupons.create({ amount_off: 1000, currency: 'usd' })
    const made = await draft({ automatic_tax: { enabled: true }, discounts: [{ coupon: ten.id }] })
    await item(made.id, { discounts: [{ coupon: half.id }] })
    const opened = await stripe.invoices.finalizeInvoice(made.id, { expand: ['discounts'] })
    expect(opened).toMatchObject({ subtotal: 9950, total_excluding_tax: 8950 })
    expect(opened.discounts).toMatchObject([{ object: 'discount', source: { coupon: ten.id } }])
    expect(opened.total_discount_amounts?.map((row) => row.amount)).toEqual([9950, 1000])
    // 4 %, 4.5 % and 0.375 % of $89.50.
    expect(opened.total_taxes?.map((tax) => tax.amount)).toEqual([358, 403, 34])
    expect((await stripe.coupons.retrieve(ten.id)).times_redeemed).toBe(1)
  })

  it('of nothing is paid as soon as it is finalised', async () => {
    const free = await stripe.coupons.create({ percent_off: 100 })
    const made = await open({ discounts: [{ coupon: free.id }] })
    expect(made).toMatchObject({ status: 'paid', total: 0, amount_paid: 0 })
    expect(await eventsOf(stripe, made.id, ['invoice.paid'])).toEqual(['invoice.paid'])
  })

  it('may be sent with a due date, be voided, and a draft deleted', async () => {
    const sent = await open({ collection_method: 'send_invoice', days_until_due: 30 })
    expect(sent.due_date).toBe(sent.status_transitions.finalized_at! + 30 * 86_400)
    expect(await stripe.invoices.voidInvoice(sent.id)).toMatchObject({ status: 'void' })
    expect(await eventsOf(stripe, sent.id, ['invoice.voided'])).toHaveLength(1)
    const made = await draft()
    const added = await item(made.id)
    expect(await stripe.invoices.del(made.id)).toMatchObject({ deleted: true })
    expect((await refusal(stripe.invoices.retrieve(made.id))).code).toBe('resource_missing')
    expect((await refusal(stripe.invoiceItems.retrieve(added.id))).code).toBe('resource_missing')
    expect(await eventsOf(stripe, made.id, ['invoice.deleted'])).toHaveLength(1)
  })

  it('takes pending items when it is told to', async () => {
    const pending = await stripe.invoiceItems.create({
      customer,
      amount: 500,
      currency: 'usd',
      description: 'x',
    })
    expect((await stripe.invoiceItems.list({ customer, pending: true })).data[0]?.id).toBe(pending.id)
    expect((await draft()).lines.data).toEqual([])
    expect((await draft({ pending_invoice_items_behavior: 'include' })).total).toBe(500)
  })

  it('is changed as long as it is a draft; afterwards only its metadata', async () => {
    const made = await draft()
    await item(made.id)
    const changed = await stripe.invoices.update(made.id, {
      footer: 'New',
      custom_fields: [{ name: 'PO', value: '2' }],
      automatic_tax: { enabled: true },
      metadata: { a: '1' },
    })
    expect(changed).toMatchObject({ footer: 'New', total: 21_667, metadata: { a: '1' } })
    await stripe.invoices.finalizeInvoice(made.id)
    const error = await refusal(stripe.invoices.update(made.id, { footer: 'Other' }))
    expect([error.message, error.param]).toEqual([
      "Finalized invoices can't be updated in this way",
      'footer',
    ])
    expect((await stripe.invoices.update(made.id, { metadata: { b: '2' } })).metadata).toEqual({
      a: '1',
      b: '2',
    })
    expect((await refusal(item(made.id))).code).toBe('invoice_not_editable')
    const [line] = (await stripe.invoiceItems.list({ invoice: made.id })).data
    expect((await refusal(stripe.invoiceItems.del(line!.id))).code).toBe('invoice_not_editable')
  })

  it('names tax IDs of the seller that exist', async () => {
    const own = await stripe.taxIds.create({ type: 'us_ein', value: '12-3456789' })
    const theirs = await stripe.customers.createTaxId(customer, { type: 'us_ein', value: '98-7654321' })
    expect((await draft({ account_tax_ids: [own.id] })).account_tax_ids).toEqual([own.id])
    for (const id of [theirs.id, 'txi_none'])
      expect((await refusal(draft({ account_tax_ids: [id] }))).code).toBe('resource_missing')
  })
})

describe('credit notes of our invoices', () => {
  it('on a paid one: only what is credited outside of Stripe, or linked, adds up', async () => {
    const opened = await open()
    await stripe.invoices.pay(opened.id, { paid_out_of_band: true })
    const note = { invoice: opened.id, amount: 21_667 }
    expect(await messageOf(stripe.creditNotes.create({ ...note, refund_amount: 21_667 }))).toMatch(
      /no payment to refund/,
    )
    const made = await stripe.creditNotes.create({ ...note, out_of_band_amount: 21_667 })
    expect(made).toMatchObject({ type: 'post_payment', post_payment_amount: 21_667, pre_payment_amount: 0 })
    expect(await stripe.invoices.retrieve(opened.id)).toMatchObject({
      status: 'paid',
      post_payment_credit_notes_amount: 21_667,
      amount_remaining: 0,
    })
    expect(await messageOf(stripe.creditNotes.create({ ...note, amount: 1, out_of_band_amount: 1 }))).toMatch(
      /\(\$0\.00\)/,
    )
  })

  it('on an open one lower what is due first, and may be voided', async () => {
    const opened = await open()
    const some = await stripe.creditNotes.create({ invoice: opened.id, amount: 1667 })
    expect(some).toMatchObject({ type: 'pre_payment', pre_payment_amount: 1667, post_payment_amount: 0 })
    expect(await stripe.invoices.retrieve(opened.id)).toMatchObject({
      amount_due: 20_000,
      amount_remaining: 20_000,
      pre_payment_credit_notes_amount: 1667,
    })
    await stripe.creditNotes.voidCreditNote(some.id)
    expect((await stripe.invoices.retrieve(opened.id)).amount_remaining).toBe(21_667)
    const excess = { invoice: opened.id, amount: 21_667, out_of_band_amount: 1 }
    expect(await messageOf(stripe.creditNotes.create(excess))).toMatch(
      /must equal the post-payment .* \(\$0\.00\)/,
    )
    await stripe.creditNotes.create({ invoice: opened.id, amount: 21_667 })
    expect((await stripe.invoices.retrieve(opened.id)).status).toBe('paid')
    const unborn = await draft()
    await item(unborn.id)
    expect(await messageOf(stripe.creditNotes.create({ invoice: unborn.id, amount: 1 }))).toMatch(
      /status `draft`/,
    )
  })
})
