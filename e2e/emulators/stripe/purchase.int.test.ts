import { PDFDocument } from 'pdf-lib'
import type Stripe from 'stripe'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import {
  makePrice,
  openReceiver,
  openTestEmulator,
  SECRET,
  sessionParams,
  type Client,
  type TestEmulator,
} from './open-test-emulator'

let world: TestEmulator
let stripe: Client
let price: string
let receiver: Awaited<ReturnType<typeof openReceiver>>
beforeAll(async () => {
  world = await openTestEmulator()
  receiver = await openReceiver()
  world.emulator.setWebhook({ url: receiver.url, secret: SECRET })
  stripe = world.client()
  price = await makePrice(stripe)
})
afterEach(() => world.emulator.setFaults([]))
afterAll(async () => {
  await world.emulator.close()
  receiver.close()
})

const DEEP = [
  'payment_intent.latest_charge.balance_transaction',
  'invoice.payments',
  'line_items',
  'total_details.breakdown',
  'customer',
]

async function buy(over: Partial<Stripe.Checkout.SessionCreateParams> = {}, body: object = {}) {
  const session = await stripe.checkout.sessions.create(sessionParams(price, over))
  const paid = await world.control(`sessions/${session.id}/pay`, body)
  return {
    id: session.id,
    paid,
    session: await stripe.checkout.sessions.retrieve(session.id, { expand: DEEP }),
  }
}

describe('a purchase', () => {
  it('leaves the whole chain of objects, with the same money in each', async () => {
    const { session } = await buy({}, { postal_code: '10001' })
    const intent = session.payment_intent as Stripe.PaymentIntent
    const charge = intent.latest_charge as Stripe.Charge
    const balance = charge.balance_transaction as Stripe.BalanceTransaction
    const invoice = session.invoice as Stripe.Invoice
    // New York City: 4 % + 4.5 % + 0.375 % of $199.00, each rounded by itself.
    expect(session).toMatchObject({
      status: 'complete',
      payment_status: 'paid',
      amount_subtotal: 19_900,
      amount_total: 21_667,
      url: null,
    })
    expect(session.total_details?.amount_tax).toBe(796 + 896 + 75)
    expect(session.total_details?.breakdown?.taxes.map((tax) => tax.amount)).toEqual([796, 896, 75])
    expect([intent.amount_received, charge.amount, balance.amount]).toEqual([21_667, 21_667, 21_667])
    // 2.9 % of 21667 is 628.343, and 30.
    expect(balance).toMatchObject({
      fee: 658,
      net: 21_009,
      type: 'charge',
      reporting_category: 'charge',
      source: charge.id,
    })
    expect(balance.fee_details).toMatchObject([{ amount: 658, type: 'stripe_fee' }])
    expect(invoice).toMatchObject({
      status: 'paid',
      total: 21_667,
      subtotal: 19_900,
      total_excluding_tax: 19_900,
      metadata: { sku: 'RU-X' },
    })
    expect(invoice.total_taxes?.map((tax) => tax.amount)).toEqual([796, 896, 75])
    expect(invoice.payments?.data[0]?.payment.payment_intent).toBe(intent.id)
    expect(intent.metadata).toEqual({ sku: 'RU-X' })
    expect((session.customer as Stripe.Customer).email).toBe('maya@example.com')
    expect(session.line_items?.data[0]).toMatchObject({
      amount_total: 21_667,
      quantity: 1,
      price: { id: price },
    })
  })

  it('tells the endpoint, signed so that the SDK accepts it', async () => {
    const { id } = await buy()
    await receiver.until(() =>
      receiver.of('checkout.session.completed').some((entry) => entry.body.includes(id)),
    )
    const entry = receiver.of('checkout.session.completed').find((one) => one.body.includes(id))!
    const event = stripe.webhooks.constructEvent(entry.body, entry.signature, SECRET)
    expect(event).toMatchObject({
      livemode: false,
      type: 'checkout.session.completed',
      data: { object: { id, payment_status: 'paid' } },
    })
    expect(() => stripe.webhooks.constructEvent(`${entry.body} `, entry.signature, SECRET)).toThrow()
    const types = new Set(receiver.received.map((one) => one.type))
    for (const type of [
      'payment_intent.created',
      'payment_intent.succeeded',
      'charge.succeeded',
      'invoice.created',
      'invoice.finalized',
      'invoice.paid',
      'customer.created',
    ]) {
      expect(types).toContain(type)
    }
    const created = JSON.parse(receiver.of('invoice.created')[0]!.body).data.object
    expect(created).toMatchObject({ status: 'draft', number: null })
  })

  it('numbers invoices per customer and serves them as a page and a PDF that holds the number', async () => {
    const customer = await stripe.customers.create({ email: 'b@c.co', name: 'B' })
    const mine = {
      customer: customer.id,
      customer_update: { name: 'auto', address: 'auto' },
      customer_email: undefined,
      customer_creation: undefined,
    } as unknown as object
    const first = (await buy(mine)).session.invoice as Stripe.Invoice
    const second = (await buy(mine, { name: 'Bea', postal_code: '78701' })).session.invoice as Stripe.Invoice
    expect(first.number).toMatch(/^[0-9A-F]{8}-0001$/)
    expect(second.number).toBe(first.number!.replace('0001', '0002'))
    expect((await stripe.customers.retrieve(customer.id)) as Stripe.Customer).toMatchObject({
      name: 'Bea',
      address: { postal_code: '78701' },
    })
    const pdf = await fetch(second.invoice_pdf!)
    expect(pdf.headers.get('content-type')).toBe('application/pdf')
    const document = await PDFDocument.load(await pdf.arrayBuffer())
    expect([document.getPageCount(), document.getTitle()]).toEqual([1, `Invoice ${second.number}`])
    expect(await (await fetch(second.hosted_invoice_url!)).text()).toContain(second.number!)
    const payments = await stripe.invoicePayments.list({
      payment: {
        type: 'payment_intent',
        payment_intent: (await stripe.checkout.sessions.list({ customer: customer.id })).data[0]!
          .payment_intent as string,
      },
    })
    expect(payments.data).toMatchObject([{ invoice: second.id, status: 'paid', amount_paid: second.total }])
  })

  it('is made only once, however often and however fast it is paid', async () => {
    const session = await stripe.checkout.sessions.create(sessionParams(price))
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => world.control(`sessions/${session.id}/pay`)),
    )
    expect(answers.map((answer) => answer.status).toSorted()).toEqual([200, 409, 409, 409, 409])
    const intent = (await stripe.checkout.sessions.retrieve(session.id)).payment_intent as string
    expect((await stripe.charges.list({ payment_intent: intent })).data).toHaveLength(1)
  })

  it('survives a declined card: the session stays open, and the next card pays', async () => {
    const { id, paid, session } = await buy({}, { card: '4000000000009995' })
    expect(paid).toMatchObject({ status: 402, body: { error: { declineCode: 'insufficient_funds' } } })
    expect(session.status).toBe('open')
    expect((session.payment_intent as Stripe.PaymentIntent).last_payment_error).toMatchObject({
      code: 'card_declined',
      decline_code: 'insufficient_funds',
    })
    expect((await world.control(`sessions/${id}/pay`)).status).toBe(200)
    const intent = (await stripe.checkout.sessions.retrieve(id, { expand: ['payment_intent'] }))
      .payment_intent as Stripe.PaymentIntent
    expect(intent.status).toBe('succeeded')
    expect(
      (await stripe.charges.list({ payment_intent: intent.id })).data.map((charge) => charge.status),
    ).toEqual(['succeeded', 'failed'])
  })

  it('asks for authentication where the card does, and a failed one declines', async () => {
    expect((await buy({}, { card: '4000002500003155' })).session.payment_status).toBe('paid')
    const failed = await buy({}, { card: '4000002500003155', challenge: 'fail' })
    expect(failed.paid.body).toMatchObject({ error: { code: 'payment_intent_authentication_failure' } })
    expect(failed.session.status).toBe('open')
  })

  it('costs nothing with everything off: no payment, yet an invoice', async () => {
    const coupon = await stripe.coupons.create({ percent_off: 100 })
    await stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon: coupon.id }, code: 'FREE' })
    const { session } = await buy({ allow_promotion_codes: true }, { promotion_code: 'free' })
    expect(session).toMatchObject({
      status: 'complete',
      payment_status: 'no_payment_required',
      amount_total: 0,
      payment_intent: null,
    })
    expect(session.total_details).toMatchObject({ amount_discount: 19_900, amount_tax: 0 })
    expect(session.invoice).toMatchObject({ status: 'paid', total: 0, amount_paid: 0 })
    expect((session.invoice as Stripe.Invoice).payments?.data).toEqual([])
    expect((await stripe.coupons.retrieve(coupon.id)).times_redeemed).toBe(1)
  })

  it('by bank debit is complete and unpaid first, then paid, or bounced', async () => {
    const open = { excluded_payment_method_types: [] as never[] }
    const good = await buy(open, { method: 'bank' })
    const bad = await buy(open, { method: 'bank_fails' })
    expect([good.session.status, good.session.payment_status, good.session.invoice]).toEqual([
      'complete',
      'unpaid',
      null,
    ])
    world.emulator.advance(60)
    expect(await stripe.checkout.sessions.retrieve(good.id, { expand: ['invoice'] })).toMatchObject({
      payment_status: 'paid',
      invoice: { status: 'paid' },
    })
    expect(await stripe.checkout.sessions.retrieve(bad.id)).toMatchObject({
      payment_status: 'unpaid',
      invoice: null,
    })
    await receiver.until(() => receiver.of('checkout.session.async_payment_succeeded').length === 1)
    await receiver.until(() => receiver.of('checkout.session.async_payment_failed').length === 1)
    expect((await buy({}, { method: 'bank' })).paid.status).toBe(400)
  })

  it('may show its balance transaction later, and says so by charge.updated', async () => {
    world.emulator.setFaults([{ match: 'settle balance_transaction', delayMs: 1_500, times: 1 }])
    const { session } = await buy()
    const charge = (session.payment_intent as Stripe.PaymentIntent).latest_charge as Stripe.Charge
    expect(charge.balance_transaction).toBeNull()
    await receiver.until(() => receiver.of('charge.updated').length === 1)
    expect((await stripe.charges.retrieve(charge.id)).balance_transaction).toMatch(/^txn_/)
  })
})
