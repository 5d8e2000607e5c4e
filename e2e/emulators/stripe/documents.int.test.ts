import { PDFDocument } from 'pdf-lib'
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
let seller: string
beforeAll(async () => {
  world = await openTestEmulator()
  stripe = world.client()
  price = await makePrice(stripe)
  seller = (await stripe.taxIds.create({ type: 'us_ein', value: '12-3456789' })).id
})
afterAll(() => world.emulator.close())

/** The invoice of a purchase, as its hosted page. */
async function bought(over: Partial<Stripe.Checkout.SessionCreateParams>, body: object) {
  const data = {
    account_tax_ids: [seller],
    custom_fields: [{ name: 'PO number', value: 'PO-7781' }],
    footer: 'Questions?\nWrite to us.',
  }
  const invoice_creation = { enabled: true, invoice_data: data }
  const session = await stripe.checkout.sessions.create(sessionParams(price, { invoice_creation, ...over }))
  const paid = await world.control(`sessions/${session.id}/pay`, body)
  expect(paid.status).toBe(200)
  const { invoice } = await stripe.checkout.sessions.retrieve(session.id, { expand: ['invoice'] })
  return invoice as Stripe.Invoice
}

/** What a reader sees: the page's text, its entities read and its spaces made one. */
async function pageOf(invoice: Stripe.Invoice): Promise<string> {
  const text = await (await fetch(invoice.hosted_invoice_url!)).text()
  return text
    .replaceAll(/<style>[\s\S]*?<\/style>/g, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/&#(\d+);/g, (_all, number) => String.fromCharCode(Number(number)))
    .replaceAll(/\s+/g, ' ')
}

async function pagesOf(address: string): Promise<number> {
  const answer = await fetch(address)
  expect(answer.headers.get('content-type')).toBe('application/pdf')
  return (await PDFDocument.load(await answer.arrayBuffer())).getPageCount()
}

describe('the hosted invoice', () => {
  it('of New York names seller, buyer, each authority, and the day it was paid', async () => {
    const invoice = await bought({}, { name: 'Maya Katz', company: 'Acme Inc', postal_code: '10001' })
    const page = await pageOf(invoice)
    const today = new Date(invoice.created * 1000).toISOString().slice(0, 10)
    for (const text of [
      `Invoice ${invoice.number}`,
      `$216.67 paid on ${today}`,
      'PO number PO-7781',
      'Redis University (test)',
      'US EIN: 12-3456789',
      'Bill to Acme Inc',
      'Total excluding tax $199.00',
      'Total $216.67',
      'Amount paid $216.67',
      'Questions? Write to us.',
    ])
      expect(page).toContain(text)
    const rates = await Promise.all(
      (invoice.total_taxes ?? []).map((tax) =>
        stripe.taxRates.retrieve(tax.tax_rate_details?.tax_rate ?? ''),
      ),
    )
    expect(rates.map((rate) => rate.percentage)).toEqual([4, 4.5, 0.375])
    for (const rate of rates)
      expect(page).toContain(`${rate.display_name} - ${rate.jurisdiction} (${rate.percentage}%)`)
    expect(await pagesOf(invoice.invoice_pdf!)).toBe(1)
  })

  it('of Tel Aviv has VAT and both tax IDs', async () => {
    const vat = await stripe.taxRates.create({
      display_name: 'VAT',
      percentage: 18,
      inclusive: false,
      country: 'IL',
      jurisdiction: 'Israel',
    })
    const over = {
      automatic_tax: { enabled: false },
      line_items: [{ price, quantity: 1, tax_rates: [vat.id] }],
      tax_id_collection: { enabled: true },
    }
    const invoice = await bought(over, {
      country: 'IL',
      company: 'Acme Ltd',
      tax_id: '516179157',
      postal_code: '6701101',
    })
    const page = await pageOf(invoice)
    for (const text of ['VAT - Israel (18%) $35.82', 'IL VAT: 516179157', 'Israel', 'US EIN: 12-3456789'])
      expect(page).toContain(text)
  })

  it('of a discount names its code, and of nothing says what was paid', async () => {
    const coupon = await stripe.coupons.create({ percent_off: 100 })
    await stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon: coupon.id }, code: 'TEAM100' })
    const invoice = await bought({ allow_promotion_codes: true }, { promotion_code: 'team100' })
    const page = await pageOf(invoice)
    expect(page).toContain('Discount TEAM100 (100% off) -$199.00')
    expect(page).toContain('$0.00 paid on')
  })

  it('of a reverse charge says so, and where nothing is collected says nothing of tax', async () => {
    await stripe.tax.registrations.create({
      country: 'DE',
      active_from: 'now',
      country_options: { de: { type: 'standard', standard: { place_of_supply_scheme: 'standard' } } },
    })
    const over = { tax_id_collection: { enabled: true } }
    const german = await bought(over, {
      country: 'DE',
      company: 'Acme GmbH',
      tax_id: 'DE123456789',
      postal_code: '10115',
    })
    expect(await pageOf(german)).toMatch(
      /DE VAT: DE123456789.*\(0%, reverse charge\) \$0\.00.*Reverse charge: tax to be paid/,
    )
    const japanese = await pageOf(await bought({}, { country: 'JP', postal_code: '1000001' }))
    expect(japanese).toContain('Total $199.00')
    expect(japanese).not.toMatch(/Reverse charge|%\)/)
  })

  it('names its credit notes, escapes what it is given, and is not there for drafts', async () => {
    const invoice = await bought({}, { company: '<b>Böse & Söhne</b>', postal_code: '97201', state: 'OR' })
    const note = await stripe.creditNotes.create({
      invoice: invoice.id,
      amount: 900,
      out_of_band_amount: 900,
      memo: 'Moved',
    })
    const page = await (await fetch(invoice.hosted_invoice_url!)).text()
    expect(page).toContain(`Credit note ${note.number} of $9.00 was issued on`)
    expect(page).not.toContain('<b>')
    expect(await pagesOf(note.pdf)).toBe(1)
    const customer = await stripe.customers.create({ email: 'd@d.co' })
    const draft = await stripe.invoices.create({ customer: customer.id })
    const address = invoice.hosted_invoice_url!.replace(invoice.id, draft.id)
    expect((await fetch(address)).status).toBe(404)
  })

  it('goes on to more pages when it is long', async () => {
    const long = await stripe.products.create({ name: 'Redis '.repeat(60) })
    const line = {
      price_data: { currency: 'usd', unit_amount: 100, product: long.id, tax_behavior: 'exclusive' },
      quantity: 1,
    }
    const data = { footer: 'Long footer. '.repeat(350) }
    const invoice = await bought(
      {
        line_items: Array.from({ length: 12 }, () => line),
        invoice_creation: { enabled: true, invoice_data: data },
      },
      { company: 'Donaudampfschifffahrtsgesellschaft'.repeat(6), name: 'x' },
    )
    expect(await pagesOf(invoice.invoice_pdf!)).toBeGreaterThan(1)
  })
})
