import { PDFDocument } from 'pdf-lib'
import type Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  eventsOf,
  openTestEmulator,
  paidCharge,
  refusal,
  type Client,
  type TestEmulator,
} from './open-test-emulator'

let world: TestEmulator
let stripe: Client
beforeAll(async () => {
  world = await openTestEmulator()
  stripe = world.client()
})
afterAll(() => world.emulator.close())

/** A purchase in New York City: $199.00, taxes 796 + 896 + 75, together $216.67. */
async function invoiced(over: Partial<Stripe.Checkout.SessionCreateParams> = {}, body: object = {}) {
  const taxed = { automatic_tax: { enabled: true }, ...over }
  const { charge, session } = await paidCharge(world, stripe, taxed, { postal_code: '10001', ...body })
  const { invoice } = await stripe.checkout.sessions.retrieve(session, { expand: ['invoice'] })
  return { charge, invoice: invoice as Stripe.Invoice }
}

const taxesOf = (note: Stripe.CreditNote) => note.total_taxes?.map((tax) => tax.amount)

describe('a credit note', () => {
  it('of everything refunds it, with each tax in full', async () => {
    const { charge, invoice } = await invoiced()
    const note = await stripe.creditNotes.create({
      invoice: invoice.id,
      amount: 21_667,
      refund_amount: 21_667,
      reason: 'order_change',
      memo: 'As agreed',
      email_type: 'none',
      metadata: { purchase: '7' },
      expand: ['refunds.refund', 'invoice'],
    })
    expect(note).toMatchObject({
      status: 'issued',
      type: 'post_payment',
      number: `${invoice.number}-CN-01`,
      amount: 21_667,
      total: 21_667,
      subtotal: 19_900,
      total_excluding_tax: 19_900,
      post_payment_amount: 21_667,
      pre_payment_amount: 0,
      reason: 'order_change',
      memo: 'As agreed',
      metadata: { purchase: '7' },
      customer: charge.customer,
      invoice: { id: invoice.id, post_payment_credit_notes_amount: 21_667, status: 'paid' },
      refunds: [{ amount_refunded: 21_667, type: 'refund', refund: { charge: charge.id, amount: 21_667 } }],
    })
    expect(taxesOf(note)).toEqual([796, 896, 75])
    expect(note.lines.data).toMatchObject([
      { amount: 19_900, invoice_line_item: invoice.lines.data[0]?.id, type: 'invoice_line_item' },
    ])
    expect((await stripe.charges.retrieve(charge.id)).refunded).toBe(true)
    expect(await eventsOf(stripe, note.id, ['credit_note.*'])).toEqual(['credit_note.created'])
    const rate = note.total_taxes?.[0]?.tax_rate_details?.tax_rate ?? ''
    expect((await stripe.taxRates.retrieve(rate)).percentage).toBe(4)
  })

  it('in parts shares the tax, and the last one takes what is left of it', async () => {
    const { invoice } = await invoiced()
    const make = (amount: number) =>
      stripe.creditNotes.create({ invoice: invoice.id, amount, refund_amount: amount })
    const notes = [await make(5000), await make(7000), await make(9667)]
    // 5000 of 21667 is 0.230766: 183.69, 206.77, 17.31.
    expect(taxesOf(notes[0]!)).toEqual([184, 207, 17])
    expect(notes[0]?.subtotal).toBe(5000 - 184 - 207 - 17)
    const sums = notes.map((note) => taxesOf(note) ?? [])
    expect([0, 1, 2].map((index) => sums.reduce((sum, row) => sum + (row[index] ?? 0), 0))).toEqual([
      796, 896, 75,
    ])
    expect(notes.reduce((sum, note) => sum + note.subtotal, 0)).toBe(19_900)
    expect(notes.map((note) => note.number.slice(-2))).toEqual(['01', '02', '03'])
    const listed = await stripe.creditNotes.list({ invoice: invoice.id })
    expect(listed.data.map((note) => note.id)).toEqual(notes.map((note) => note.id).toReversed())
    expect((await stripe.creditNotes.list({ invoice: 'in_other' })).data).toEqual([])
    expect((await stripe.creditNotes.retrieve(notes[1]!.id)).total).toBe(7000)
    expect((await stripe.creditNotes.listLineItems(notes[1]!.id)).data).toHaveLength(1)
    expect((await refusal(make(1))).message).toMatch(
      /greater than the amount that can be credited \(\$0\.00\)/,
    )
  })

  it('of a line takes a net amount and adds its tax', async () => {
    const { invoice } = await invoiced()
    const line = { type: 'invoice_line_item', invoice_line_item: invoice.lines.data[0]!.id } as const
    const note = await stripe.creditNotes.create({
      invoice: invoice.id,
      lines: [{ ...line, amount: 9950 }],
      out_of_band_amount: 10_834,
    })
    expect(note).toMatchObject({ subtotal: 9950, total: 10_834, out_of_band_amount: 10_834, refunds: [] })
    expect(taxesOf(note)).toEqual([398, 448, 38])
    const whole = await refusal(
      stripe.creditNotes.create({ invoice: invoice.id, lines: [{ ...line, quantity: 1 }] }),
    )
    expect(whole.message).toMatch(/more than is left/)
    const rest = await stripe.creditNotes.create({
      invoice: invoice.id,
      lines: [{ ...line, amount: 9950 }],
      refund_amount: 10_833,
    })
    expect(taxesOf(rest)).toEqual([398, 448, 37])
  })

  it('of a discounted purchase gives its discount back too', async () => {
    const coupon = await stripe.coupons.create({ percent_off: 50 })
    const { invoice } = await invoiced({ discounts: [{ coupon: coupon.id }] })
    const half = Math.round(invoice.total / 2)
    const note = await stripe.creditNotes.create({ invoice: invoice.id, amount: half, refund_amount: half })
    expect([invoice.total, note.total, note.discount_amount]).toEqual([10_833, 5417, 4975])
    expect(note.subtotal - note.discount_amount + (taxesOf(note) ?? []).reduce((a, b) => a + b, 0)).toBe(5417)
  })

  it('may be linked to refunds that were made before', async () => {
    const { charge, invoice } = await invoiced()
    const refund = await stripe.refunds.create({ charge: charge.id, amount: 4000 })
    const bare = { invoice: invoice.id, amount: 21_667, refund_amount: 21_667 }
    expect((await refusal(stripe.creditNotes.create(bare))).message).toMatch(/\(\$176\.67\)/)
    const note = await stripe.creditNotes.create({
      invoice: invoice.id,
      amount: 5000,
      refunds: [{ refund: refund.id }],
      refund_amount: 600,
      out_of_band_amount: 400,
    })
    expect(note.refunds.map((row) => row.amount_refunded)).toEqual([4000, 600])
    const again = { invoice: invoice.id, amount: 1, refunds: [{ refund: refund.id, amount_refunded: 1 }] }
    expect((await refusal(stripe.creditNotes.create(again))).message).toMatch(/0 left to link/)
    const other = await invoiced()
    const foreign = { ...again, invoice: other.invoice.id }
    expect((await refusal(stripe.creditNotes.create(foreign))).message).toMatch(
      /not of this invoice's payment/,
    )
  })

  it('of an Israeli purchase gives the manual rate', async () => {
    const rate = await stripe.taxRates.create({ display_name: 'VAT', percentage: 18, inclusive: false })
    const price = (await stripe.prices.list({ limit: 1 })).data[0]!.id
    const { invoice } = await invoiced(
      {
        automatic_tax: { enabled: false },
        line_items: [{ price, quantity: 1, tax_rates: [rate.id] }],
      },
      { country: 'IL' },
    )
    const note = await stripe.creditNotes.create({
      invoice: invoice.id,
      amount: 11_741,
      refund_amount: 11_741,
    })
    expect([taxesOf(note), note.lines.data[0]?.tax_rates[0]?.id]).toEqual([[1791], rate.id])
  })

  it('is a PDF of one page with its number and its invoice’s', async () => {
    const { invoice } = await invoiced({}, { company: 'Müller & Söhne GmbH' })
    const note = await stripe.creditNotes.create({
      invoice: invoice.id,
      amount: 100,
      out_of_band_amount: 100,
    })
    const answer = await fetch(note.pdf)
    expect(answer.headers.get('content-type')).toBe('application/pdf')
    expect(answer.headers.get('content-disposition')).toContain(`CreditNote-${note.number}.pdf`)
    const document = await PDFDocument.load(await answer.arrayBuffer())
    expect([document.getPageCount(), document.getTitle()]).toEqual([1, `Credit note ${note.number}`])
    expect((await fetch(note.pdf.replace('test_cn', 'test_no'))).status).toBe(404)
    expect((await fetch(note.pdf.replace(/pdf$/, 'page'))).status).toBe(404)
  })

  it('cannot be voided, as its invoice is paid; the control door can, and the invoice forgets it', async () => {
    const { invoice } = await invoiced()
    const note = await stripe.creditNotes.create({ invoice: invoice.id, amount: 500, refund_amount: 500 })
    expect((await refusal(stripe.creditNotes.voidCreditNote(note.id))).message).toMatch(/invoice is open/)
    expect((await world.control(`credit-notes/${note.id}/void`)).status).toBe(200)
    expect(await stripe.creditNotes.retrieve(note.id)).toMatchObject({
      status: 'void',
      voided_at: expect.any(Number),
    })
    expect((await refusal(stripe.creditNotes.voidCreditNote(note.id))).message).toMatch(/already void/)
    expect((await stripe.invoices.retrieve(invoice.id)).post_payment_credit_notes_amount).toBe(0)
    expect(await eventsOf(stripe, note.id, ['credit_note.*'])).toEqual([
      'credit_note.created',
      'credit_note.voided',
    ])
    expect((await world.control(`credit-notes/${note.id}/void`)).status).toBe(409)
    expect((await world.control('credit-notes/cn_none/void')).status).toBe(404)
  })
})

describe('what is refused', () => {
  let invoice: string
  beforeAll(async () => {
    invoice = (await invoiced()).invoice.id
  })

  it.each<[string, Partial<Stripe.CreditNoteCreateParams>, RegExp]>([
    ['neither amount nor lines', { refund_amount: 100 }, /One of `amount`, `lines`/],
    ['a sum that is too small', { amount: 100, refund_amount: 99 }, /\(\$0\.99\) must equal .* \(\$1\.00\)/],
    ['a sum that is too large', { amount: 100, refund_amount: 99, out_of_band_amount: 2 }, /must equal/],
    ['no way of paying back', { amount: 100 }, /\(\$0\.00\) must equal/],
    ['more than was paid', { amount: 21_668, refund_amount: 21_668 }, /\$216\.68.*\$216\.67/],
    ['nothing', { amount: 0 }, /Invalid positive integer/],
    ['a negative part', { amount: 100, refund_amount: 101, out_of_band_amount: -1 }, /Invalid positive/],
    ['a balance that is not kept', { amount: 100, credit_amount: 100 }, /customer balances/],
    ['a reason that is none', { amount: 100, out_of_band_amount: 100, reason: 'mood' }, /Invalid reason/],
    ['a refund that is none', { amount: 100, refunds: [{ refund: 're_none' }] }, /No such refund/],
    [
      'a line of another invoice',
      { lines: [{ type: 'invoice_line_item', invoice_line_item: 'il_none', amount: 1 }] },
      /No such invoice line item/,
    ],
  ])('%s', async (_name, params, message) => {
    const refused = await refusal(stripe.creditNotes.create({ invoice, ...params }))
    expect([refused.statusCode, refused.message]).toEqual([400, expect.stringMatching(message)])
    expect((await stripe.creditNotes.list({ invoice })).data).toEqual([])
  })

  it('an invoice that is none, and one whose charge is disputed', async () => {
    const none = stripe.creditNotes.create({ invoice: 'in_none', amount: 1, out_of_band_amount: 1 })
    expect((await refusal(none)).code).toBe('resource_missing')
    const disputed = await invoiced()
    await world.control(`charges/${disputed.charge.id}/dispute`, { amount: 1 })
    const params = { invoice: disputed.invoice.id, amount: 100, refund_amount: 100 }
    expect((await refusal(stripe.creditNotes.create(params))).code).toBe('charge_disputed')
    expect((await stripe.creditNotes.list({ invoice: disputed.invoice.id })).data).toEqual([])
  })
})
