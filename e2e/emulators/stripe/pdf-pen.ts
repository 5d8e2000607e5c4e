import { PDFDocument, type PDFFont, type PDFPage, StandardFonts, rgb } from 'pdf-lib'
import type Stripe from 'stripe'
import { currency, formatMoney } from '@/lib/money'
import type { Settings } from './settings'
import type { Account } from './store'

const INK = rgb(0.1, 0.12, 0.16)
export const GREY = rgb(0.42, 0.45, 0.5)
export const LEFT = 56
const RIGHT = 540
const TOTALS_LEFT = 300
const TOTALS_WIDTH = 160

export type Pen = { page: PDFPage; regular: PDFFont; bold: PDFFont; finish: () => Promise<Buffer> }
type Style = { size?: number; bold?: boolean; colour?: ReturnType<typeof rgb> }
export type Row = readonly (string | undefined)[]

/** An A4 page to write on; its title and keywords are what a reader of the file sees without opening it. */
export async function openPage(title: string, subject: string, keyword: string): Promise<Pen> {
  const document = await PDFDocument.create()
  document.setTitle(title)
  document.setSubject(subject)
  document.setKeywords([keyword])
  return {
    page: document.addPage([595, 842]),
    regular: await document.embedFont(StandardFonts.Helvetica),
    bold: await document.embedFont(StandardFonts.HelveticaBold),
    finish: async () => Buffer.from(await document.save()),
  }
}

export function write(
  { page, regular, bold }: Pen,
  text: string,
  x: number,
  y: number,
  style: Style = {},
): void {
  const font = style.bold ? bold : regular
  page.drawText(printable(text), { x, y, size: style.size ?? 10, font, color: style.colour ?? INK })
}

export function right(pen: Pen, text: string, y: number, style: Style = {}): void {
  const font = style.bold ? pen.bold : pen.regular
  write(pen, text, RIGHT - font.widthOfTextAtSize(printable(text), style.size ?? 10), y, style)
}

/** The document's name and, below it, what identifies it: names on the left, values beside them. */
export function head(pen: Pen, name: string, fields: readonly Row[]): void {
  write(pen, name, LEFT, 780, { size: 24, bold: true })
  write(pen, 'Test document: no real payment was made', LEFT, 762, { size: 9, colour: GREY })
  fields.forEach(([label = '', value = ''], index) => {
    write(pen, label, LEFT, 734 - index * 15, { bold: true })
    write(pen, value, LEFT + 150, 734 - index * 15)
  })
}

/** Seller on the left, buyer on the right. */
export function parties(pen: Pen, invoice: Stripe.Invoice, settings: Settings): void {
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

/** One headline, then a table of description, quantity, amount. Returns where the next block begins. */
export function table(pen: Pen, headline: string, rows: readonly Row[]): number {
  let y = 480
  write(pen, headline, LEFT, y + 34, { size: 15, bold: true })
  write(pen, 'Description', LEFT, y, { size: 9, colour: GREY })
  write(pen, 'Qty', 390, y, { size: 9, colour: GREY })
  right(pen, 'Amount', y, { size: 9, colour: GREY })
  for (const [description = '', quantity = '', amount = ''] of rows) {
    y -= 20
    write(pen, description, LEFT, y)
    write(pen, quantity, 390, y)
    right(pen, amount, y)
  }
  const line = { start: { x: LEFT, y: y - 12 }, end: { x: RIGHT, y: y - 12 } }
  pen.page.drawLine({ ...line, thickness: 0.5, color: GREY })
  return y - 30
}

/** Names and amounts below the table, the total in bold. */
export function totals(pen: Pen, rows: readonly Row[], top: number): void {
  let y = top
  for (const [name = '', value = ''] of rows) {
    const bold = name === 'Total'
    right(pen, value, y, { bold })
    const lines = wrapped(bold ? pen.bold : pen.regular, name, TOTALS_WIDTH)
    lines.forEach((line, index) => write(pen, line, TOTALS_LEFT, y - index * 13, { bold }))
    y -= 17 + (lines.length - 1) * 13
  }
}

/** Lines of words that fit: the names of tax authorities are long. */
function wrapped(font: PDFFont, text: string, width: number): string[] {
  const lines = ['']
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1) ?? ''} ${word}`.trim()
    if (font.widthOfTextAtSize(printable(longer), 10) <= width) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines.filter((line) => line !== '')
}

export function taxLabel(account: Account, tax: { tax_rate_details: { tax_rate: string } | null }): string {
  const id = tax.tax_rate_details?.tax_rate ?? ''
  const rate = account.tables.tax_rate.get(id) ?? account.tables.automatic_tax_rate.get(id)
  if (!rate) return 'Tax'
  const place = rate.jurisdiction ?? rate.country
  return `${rate.display_name}${place ? ` - ${place}` : ''} (${rate.percentage}%)`
}

/** The built-in fonts know Latin letters only; anything else would make the document fail. */
function printable(text: string): string {
  return text.replaceAll(/[^\x20-\x7e\xa0-\xff\u20ac]/g, '?')
}

export function money(amount: number, code: string): string {
  return formatMoney({ amount: BigInt(amount), currency: currency(code) })
}

export function day(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10)
}
