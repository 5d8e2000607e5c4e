import type Stripe from 'stripe'
import { GREY, LEFT, day, head, money, openPage, parties, table, taxLabel, totals, write } from './pdf-pen'
import type { Settings } from './settings'
import type { Account } from './store'

/** The invoice as a PDF of one page: number, seller, buyer, lines, taxes, the order's own fields. Opens in any reader. */
export async function invoicePdf(
  account: Account,
  invoice: Stripe.Invoice,
  settings: Settings,
): Promise<Buffer> {
  const number = invoice.number ?? ''
  const pen = await openPage(`Invoice ${number}`, 'Test invoice: no real payment was made', number)
  const shown = (amount: number): string => money(amount, invoice.currency)
  head(pen, 'Invoice', [
    ['Invoice number', number],
    ['Date of issue', day(invoice.created)],
    ['Date paid', day(invoice.status_transitions.paid_at ?? invoice.created)],
    ...(invoice.custom_fields ?? []).map(({ name, value }) => [name, value]),
  ])
  parties(pen, invoice, settings)
  const lines = invoice.lines.data.map((line) => [
    line.description ?? '',
    String(line.quantity ?? 1),
    shown(line.amount),
  ])
  const end = table(pen, `${shown(invoice.amount_paid)} paid on ${day(invoice.created)}`, lines)
  totals(pen, sums(account, invoice, shown), end)
  if (invoice.description) write(pen, invoice.description.slice(0, 110), LEFT, 120, { size: 9 })
  if (invoice.footer) write(pen, invoice.footer.slice(0, 110), LEFT, 104, { size: 9, colour: GREY })
  write(pen, `${number} - ${invoice.id}`, LEFT, 60, { size: 8, colour: GREY })
  return pen.finish()
}

function sums(account: Account, invoice: Stripe.Invoice, shown: (amount: number) => string): string[][] {
  return [
    ['Subtotal', shown(invoice.subtotal)],
    ...(invoice.total_discount_amounts ?? []).map(({ amount }) => ['Discount', shown(-amount)]),
    ...(invoice.total_taxes ?? []).map((tax) => [taxLabel(account, tax), shown(tax.amount)]),
    ['Total', shown(invoice.total)],
    ['Amount paid', shown(invoice.amount_paid)],
  ]
}
