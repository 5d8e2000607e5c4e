import type Stripe from 'stripe'
import type { DocumentModel, Fact } from './document-model'
import { day, discountLabel, isPrinted, money, reverseChargeRemark, taxLabel } from './document-words'
import { buyer, seller } from './invoice-document'
import type { Settings } from './settings'
import type { Account } from './store'

/** What a credit note says, beside its invoice in looks: what is credited, and how it was paid back. */
export function creditNoteDocument(
  account: Account,
  note: Stripe.CreditNote,
  invoice: Stripe.Invoice,
  settings: Settings,
): DocumentModel {
  const shown = (amount: number): string => money(amount, note.currency)
  const title = note.status === 'void' ? 'This credit note is void' : `${shown(note.total)} credited`
  return {
    name: 'Credit note',
    number: note.number,
    id: note.id,
    facts: facts(note, invoice),
    seller: seller(account, invoice, settings),
    buyer: buyer(invoice),
    headline: `${title} on ${day(note.voided_at ?? note.created)}`,
    lines: note.lines.data.map((line) => ({
      description: line.description ?? '',
      quantity: String(line.quantity ?? 1),
      unitPrice: shown(Math.round(line.amount / (line.quantity ?? 1))),
      amount: shown(line.amount),
    })),
    sums: sums(account, note, shown),
    remarks: [...reverseChargeRemark(note.total_taxes), ...(note.memo ? [note.memo] : [])],
    footer: null,
  }
}

const REASONS: Record<string, string> = {
  duplicate: 'Duplicate',
  fraudulent: 'Fraudulent',
  order_change: 'Order change',
  product_unsatisfactory: 'Product unsatisfactory',
}

function facts(note: Stripe.CreditNote, invoice: Stripe.Invoice): Fact[] {
  return [
    ['Credit note number', note.number],
    ['Invoice number', invoice.number ?? ''],
    ['Date of issue', day(note.effective_at ?? note.created)],
    ...(note.voided_at === null ? [] : [['Void since', day(note.voided_at)] as const]),
    ...(note.reason === null ? [] : [['Reason', REASONS[note.reason] ?? note.reason] as const]),
  ]
}

function sums(account: Account, note: Stripe.CreditNote, shown: (amount: number) => string): Fact[] {
  const refunded = note.refunds.reduce((total, refund) => total + refund.amount_refunded, 0)
  const taxes = (note.total_taxes ?? []).filter(isPrinted)
  return [
    ['Subtotal', shown(note.subtotal)],
    ...note.discount_amounts.map(
      ({ discount, amount }) => [discountLabel(account, discount, note.currency), shown(-amount)] as const,
    ),
    ...(taxes.length > 0 ? [['Total excluding tax', shown(note.total_excluding_tax ?? 0)] as const] : []),
    ...taxes.map((tax) => [taxLabel(account, tax), shown(tax.amount)] as const),
    ['Total', shown(note.total)],
    ...(note.pre_payment_amount > 0
      ? [['Taken off the amount due', shown(note.pre_payment_amount)] as const]
      : []),
    ...(refunded > 0 ? [['Refunded', shown(refunded)] as const] : []),
    ...(note.out_of_band_amount
      ? [['Credited outside of Stripe (out of band)', shown(note.out_of_band_amount)] as const]
      : []),
  ]
}
