import type Stripe from 'stripe'
import { smallestStep } from './conversion'
import { invalidRequest } from './errors'
import { newId } from './ids'
import { shareOf } from './percentages'
import { refuseOddAmount } from './odd-amounts'
import type { Account } from './store'

type Line = Stripe.CreditNoteLineItem
type Given = Stripe.CreditNoteCreateParams.Line

/** How much of an invoice line is credited: of its total with tax (`amount` of the note), or of its net amount (`lines`). */
type Portion = { line: Stripe.InvoiceLineItem; part: number; of: 'total' | 'net' }

/** The lines of a note. `before` are those of the invoice's earlier notes: whoever credits the last part takes what is left. */
export function creditLines(
  account: Account,
  invoice: Stripe.Invoice,
  before: readonly Line[],
  { amount, lines }: Pick<Stripe.CreditNoteCreateParams, 'amount' | 'lines'>,
): Line[] {
  const portions = lines
    ? lines.map((given, index) => namedPortion(invoice, given, index))
    : sharedOut(invoice, amount ?? 0, before)
  return portions.filter(({ part }) => part > 0).map((portion) => creditLine(account, portion, before))
}

/** An amount with tax, shared among the lines by what is left of each. That Stripe does so is a guess; one line is usual. */
function sharedOut(invoice: Stripe.Invoice, amount: number, before: readonly Line[]): Portion[] {
  const open = invoice.lines.data.map((line) => ({
    line,
    left: totalOf(line) - credited(before, line).total,
  }))
  let left = open.reduce((sum, one) => sum + one.left, 0)
  let rest = amount
  return open.map(({ line, left: own }) => {
    const part = own === left ? rest : shareOf(rest, own, left, smallestStep(invoice.currency))
    rest -= part
    left -= own
    return { line, part, of: 'total' }
  })
}

function namedPortion(invoice: Stripe.Invoice, given: Given, index: number): Portion {
  const param = `lines[${index}]`
  if (given.type !== 'invoice_line_item')
    throw invalidRequest('This emulator credits lines of the invoice only.', { param: `${param}[type]` })
  const line = invoice.lines.data.find((row) => row.id === given.invoice_line_item)
  if (!line) {
    const message = `No such invoice line item: '${given.invoice_line_item ?? ''}'`
    throw invalidRequest(message, { param: `${param}[invoice_line_item]`, code: 'resource_missing' })
  }
  if ((given.amount === undefined) === (given.quantity === undefined))
    throw invalidRequest('You must specify either `amount` or `quantity`.', { param })
  refuseOddAmount(given.amount, line.currency, `${param}[amount]`)
  const part = given.amount ?? shareOf(line.amount, given.quantity ?? 0, line.quantity ?? 1)
  return { line, part, of: 'net' }
}

function creditLine(account: Account, { line, part, of }: Portion, before: readonly Line[]): Line {
  const done = credited(before, line)
  const whole = of === 'net' ? line.amount : totalOf(line)
  const already = of === 'net' ? done.net : done.total
  if (already + part > whole) {
    throw invalidRequest(`You cannot credit more than is left of ${line.id} (${whole - already}).`, {
      param: 'lines',
    })
  }
  const last = already + part === whole
  const portion = (amount: number, taken: number): number =>
    last ? amount - taken : shareOf(amount, part, whole, smallestStep(line.currency))
  const taxes = (line.taxes ?? []).map((tax) => ({
    ...tax,
    amount: portion(tax.amount, done.taxes.get(rateOf(tax)) ?? 0),
    taxable_amount: tax.taxable_amount === null ? null : shareOf(tax.taxable_amount, part, whole),
  }))
  const discounts = (line.discount_amounts ?? []).map(({ amount, discount }) => ({
    amount: portion(amount, done.discounts.get(idOf(discount)) ?? 0),
    discount: idOf(discount),
  }))
  const discount = sum(discounts)
  const net = of === 'net' ? part : part - sum(taxes.filter(isExclusive)) + discount
  return lineItem(account, line, { net, discount, discounts, taxes })
}

type Amounts = {
  net: number
  discount: number
  discounts: Line['discount_amounts']
  taxes: Stripe.CreditNoteLineItem.Tax[]
}

function lineItem(
  account: Account,
  line: Stripe.InvoiceLineItem,
  { net, discount, discounts, taxes }: Amounts,
): Line {
  return {
    id: newId('cnli'),
    object: 'credit_note_line_item',
    amount: net,
    description: line.description,
    discount_amount: discount,
    discount_amounts: discounts,
    invoice_line_item: line.id,
    livemode: false,
    metadata: {},
    pretax_credit_amounts: discounts.map((row) => ({ ...row, type: 'discount' })),
    quantity: line.quantity,
    tax_rates: taxes.flatMap((tax) => account.tables.tax_rate.get(rateOf(tax)) ?? []),
    taxes,
    type: 'invoice_line_item',
    unit_amount: null,
    unit_amount_decimal: null,
  }
}

/** What earlier notes have credited of one line. */
function credited(before: readonly Line[], line: Stripe.InvoiceLineItem) {
  const own = before.filter((row) => row.invoice_line_item === line.id)
  const taxes = new Map<string, number>()
  const discounts = new Map<string, number>()
  for (const tax of own.flatMap((row) => row.taxes ?? [])) add(taxes, rateOf(tax), tax.amount)
  for (const row of own.flatMap((row) => row.discount_amounts)) add(discounts, idOf(row.discount), row.amount)
  const net = sum(own)
  const exclusive = sum(own.flatMap((row) => row.taxes ?? []).filter(isExclusive))
  return { net, taxes, discounts, total: net - sum([...discounts.values()].map(asAmount)) + exclusive }
}

function totalOf(line: Stripe.InvoiceLineItem): number {
  return line.amount - sum(line.discount_amounts ?? []) + sum((line.taxes ?? []).filter(isExclusive))
}

export function isExclusive(tax: { tax_behavior: string }): boolean {
  return tax.tax_behavior === 'exclusive'
}

export function rateOf(tax: { tax_rate_details: { tax_rate: string } | null }): string {
  return tax.tax_rate_details?.tax_rate ?? ''
}

function add(map: Map<string, number>, key: string, amount: number): void {
  map.set(key, (map.get(key) ?? 0) + amount)
}

export function sum(rows: readonly { amount: number }[]): number {
  return rows.reduce((total, row) => total + row.amount, 0)
}

function asAmount(amount: number): { amount: number } {
  return { amount }
}

function idOf(value: string | { id: string }): string {
  return typeof value === 'string' ? value : value.id
}
