import { PDFDocument, type PDFFont, type PDFPage, StandardFonts, rgb } from 'pdf-lib'
import type Stripe from 'stripe'
import { currency, formatMoney } from '@/lib/money'
import type { Settings } from './settings'
import type { Account } from './store'

const INK = rgb(0.1, 0.12, 0.16)
const GREY = rgb(0.42, 0.45, 0.5)
const LEFT = 56
const RIGHT = 540

type Pen = { page: PDFPage; regular: PDFFont; bold: PDFFont }

/** The invoice as a PDF of one page: number, seller, buyer, lines, taxes, the order's own fields. Opens in any reader. */
export async function invoicePdf(
  account: Account,
  invoice: Stripe.Invoice,
  settings: Settings,
): Promise<Buffer> {
  const document = await PDFDocument.create()
  document.setTitle(`Invoice ${invoice.number ?? ''}`)
  document.setSubject('Test invoice: no real payment was made')
  document.setKeywords([invoice.number ?? ''])
  const pen = {
    page: document.addPage([595, 842]),
    regular: await document.embedFont(StandardFonts.Helvetica),
    bold: await document.embedFont(StandardFonts.HelveticaBold),
  }
  head(pen, invoice)
  parties(pen, invoice, settings)
  const end = lines(pen, invoice)
  totals(pen, account, invoice, end)
  foot(pen, invoice)
  return Buffer.from(await document.save())
}

function head(pen: Pen, invoice: Stripe.Invoice): void {
  write(pen, 'Invoice', LEFT, 780, { size: 24, bold: true })
  write(pen, 'Test document: no real payment was made', LEFT, 762, { size: 9, colour: GREY })
  const fields = [
    ['Invoice number', invoice.number ?? ''],
    ['Date of issue', day(invoice.created)],
    ['Date paid', day(invoice.status_transitions.paid_at ?? invoice.created)],
    ...(invoice.custom_fields ?? []).map(({ name, value }) => [name, value]),
  ]
  fields.forEach(([name = '', value = ''], index) => {
    write(pen, name, LEFT, 734 - index * 15, { bold: true })
    write(pen, value, LEFT + 150, 734 - index * 15)
  })
}

function parties(pen: Pen, invoice: Stripe.Invoice, settings: Settings): void {
  const address = invoice.customer_address
  const town = [address?.city, address?.state, address?.postal_code].filter(Boolean).join(' ')
  const taxIds = (invoice.customer_tax_ids ?? []).map(({ type, value }) => `Tax ID (${type}): ${value ?? ''}`)
  const buyer = [
    invoice.customer_name,
    address?.line1,
    address?.line2,
    town,
    address?.country,
    invoice.customer_email,
    ...taxIds,
  ]
  column(pen, LEFT, settings.businessName, [...settings.businessAddress, settings.supportEmail])
  column(pen, 320, 'Bill to', buyer)
}

function column(pen: Pen, x: number, title: string, rows: (string | null | undefined)[]): void {
  write(pen, title, x, 630, { bold: true })
  const shown = rows.filter((row) => row !== null && row !== undefined && row !== '')
  shown.forEach((row, index) => write(pen, row ?? '', x, 614 - index * 14))
}

function lines(pen: Pen, invoice: Stripe.Invoice): number {
  let y = 480
  write(pen, `${money(invoice, invoice.amount_paid)} paid on ${day(invoice.created)}`, LEFT, y + 34, {
    size: 15,
    bold: true,
  })
  write(pen, 'Description', LEFT, y, { size: 9, colour: GREY })
  write(pen, 'Qty', 390, y, { size: 9, colour: GREY })
  right(pen, 'Amount', y, { size: 9, colour: GREY })
  for (const line of invoice.lines.data) {
    y -= 20
    write(pen, line.description ?? '', LEFT, y)
    write(pen, String(line.quantity ?? 1), 390, y)
    right(pen, money(invoice, line.amount), y)
  }
  pen.page.drawLine({
    start: { x: LEFT, y: y - 12 },
    end: { x: RIGHT, y: y - 12 },
    thickness: 0.5,
    color: GREY,
  })
  return y - 30
}

function totals(pen: Pen, account: Account, invoice: Stripe.Invoice, top: number): void {
  const discounts = (invoice.total_discount_amounts ?? []).map(({ amount }) => [
    'Discount',
    money(invoice, -amount),
  ])
  const taxes = (invoice.total_taxes ?? []).map((tax) => [taxLabel(account, tax), money(invoice, tax.amount)])
  const rows = [
    ['Subtotal', money(invoice, invoice.subtotal)],
    ...discounts,
    ...taxes,
    ['Total', money(invoice, invoice.total)],
    ['Amount paid', money(invoice, invoice.amount_paid)],
  ]
  rows.forEach(([name = '', value = ''], index) => {
    const bold = name === 'Total'
    write(pen, name, 300, top - index * 17, { bold })
    right(pen, value, top - index * 17, { bold })
  })
}

function taxLabel(account: Account, tax: Stripe.Invoice.TotalTax): string {
  const id = tax.tax_rate_details?.tax_rate ?? ''
  const rate = account.tables.tax_rate.get(id) ?? account.tables.automatic_tax_rate.get(id)
  if (!rate) return 'Tax'
  const place = rate.jurisdiction ?? rate.country
  return `${rate.display_name}${place ? ` - ${place}` : ''} (${rate.percentage}%)`
}

function foot(pen: Pen, invoice: Stripe.Invoice): void {
  if (invoice.description) write(pen, invoice.description.slice(0, 110), LEFT, 120, { size: 9 })
  if (invoice.footer) write(pen, invoice.footer.slice(0, 110), LEFT, 104, { size: 9, colour: GREY })
  write(pen, `${invoice.number ?? ''} - ${invoice.id}`, LEFT, 60, { size: 8, colour: GREY })
}

type Style = { size?: number; bold?: boolean; colour?: ReturnType<typeof rgb> }

function write({ page, regular, bold }: Pen, text: string, x: number, y: number, style: Style = {}): void {
  const font = style.bold ? bold : regular
  page.drawText(printable(text), { x, y, size: style.size ?? 10, font, color: style.colour ?? INK })
}

function right(pen: Pen, text: string, y: number, style: Style = {}): void {
  const font = style.bold ? pen.bold : pen.regular
  write(pen, text, RIGHT - font.widthOfTextAtSize(printable(text), style.size ?? 10), y, style)
}

/** The built-in fonts know Latin letters only; anything else would make the document fail. */
function printable(text: string): string {
  return text.replaceAll(/[^\x20-\x7e\xa0-\xff\u20ac]/g, '?')
}

function money(invoice: Stripe.Invoice, amount: number): string {
  return formatMoney({ amount: BigInt(amount), currency: currency(invoice.currency) })
}

function day(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10)
}
