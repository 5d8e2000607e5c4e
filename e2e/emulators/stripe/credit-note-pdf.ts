import type Stripe from 'stripe'
import { GREY, LEFT, day, head, money, openPage, parties, table, taxLabel, totals, write } from './pdf-pen'
import type { Settings } from './settings'
import type { Account } from './store'

/** The credit note as a PDF of one page, beside its invoice in looks: number, invoice, buyer, lines, taxes, how it was paid back. */
export async function creditNotePdf(
  account: Account,
  note: Stripe.CreditNote,
  invoice: Stripe.Invoice,
  settings: Settings,
): Promise<Buffer> {
  const pen = await openPage(
    `Credit note ${note.number}`,
    'Test credit note: no real payment was made',
    note.number,
  )
  const shown = (amount: number): string => money(amount, note.currency)
  head(pen, 'Credit note', [
    ['Credit note number', note.number],
    ['Invoice number', invoice.number ?? ''],
    ['Date of issue', day(note.effective_at ?? note.created)],
    ...(note.voided_at === null ? [] : [['Void since', day(note.voided_at)]]),
    ...(note.reason === null ? [] : [['Reason', REASONS[note.reason] ?? note.reason]]),
  ])
  parties(pen, invoice, settings)
  const lines = note.lines.data.map((line) => [
    line.description ?? '',
    String(line.quantity ?? 1),
    shown(line.amount),
  ])
  const title = note.status === 'void' ? 'This credit note is void' : `${shown(note.total)} credited`
  const end = table(pen, `${title} on ${day(note.voided_at ?? note.created)}`, lines)
  totals(pen, sums(account, note, shown), end)
  if (note.memo) write(pen, note.memo.slice(0, 110), LEFT, 120, { size: 9 })
  write(pen, `${note.number} - ${note.id}`, LEFT, 60, { size: 8, colour: GREY })
  return pen.finish()
}

const REASONS: Record<string, string> = {
  duplicate: 'Duplicate',
  fraudulent: 'Fraudulent',
  order_change: 'Order change',
  product_unsatisfactory: 'Product unsatisfactory',
}

function sums(account: Account, note: Stripe.CreditNote, shown: (amount: number) => string): string[][] {
  const refunded = note.refunds.reduce((total, refund) => total + refund.amount_refunded, 0)
  return [
    ['Subtotal', shown(note.subtotal)],
    ...note.discount_amounts.map(({ amount }) => ['Discount', shown(-amount)]),
    ...(note.total_taxes ?? []).map((tax) => [taxLabel(account, tax), shown(tax.amount)]),
    ['Total', shown(note.total)],
    ...(refunded > 0 ? [['Refunded', shown(refunded)]] : []),
    ...(note.out_of_band_amount ? [['Credited outside of Stripe', shown(note.out_of_band_amount)]] : []),
  ]
}
