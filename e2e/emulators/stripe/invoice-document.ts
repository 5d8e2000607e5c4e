import type Stripe from 'stripe'
import { issuedNotes } from './credit-note-refunds'
import type { DocumentModel, Fact } from './document-model'
import {
  addressLines,
  day,
  discountLabel,
  isPrinted,
  money,
  reverseChargeRemark,
  taxIdLine,
  taxLabel,
} from './document-words'
import { sellerTaxId } from './seller-tax-ids'
import type { Settings } from './settings'
import type { Account } from './store'

/** What a finalised invoice says. */
export function invoiceDocument(
  account: Account,
  invoice: Stripe.Invoice,
  settings: Settings,
): DocumentModel {
  const shown = (amount: number): string => money(amount, invoice.currency)
  return {
    name: 'Invoice',
    number: invoice.number ?? '',
    id: invoice.id,
    facts: facts(invoice),
    seller: seller(account, invoice, settings),
    buyer: buyer(invoice),
    headline: headline(invoice, shown),
    lines: invoice.lines.data.map((line) => ({
      description: line.description ?? '',
      quantity: String(line.quantity ?? 1),
      unitPrice: shown(Math.round(line.amount / (line.quantity ?? 1))),
      amount: shown(line.amount),
    })),
    sums: sums(account, invoice, shown),
    remarks: remarks(account, invoice, shown),
    footer: invoice.footer,
  }
}

function facts(invoice: Stripe.Invoice): Fact[] {
  const { paid_at: paid, voided_at: voided } = invoice.status_transitions
  const due = invoice.due_date
  return [
    ['Invoice number', invoice.number ?? ''],
    ['Date of issue', day(invoice.effective_at ?? invoice.created)],
    ...(due === null ? [] : [['Date due', day(due)] as const]),
    ...(paid === null ? [] : [['Date paid', day(paid)] as const]),
    ...(voided === null ? [] : [['Void since', day(voided)] as const]),
    ...(invoice.custom_fields ?? []).map(({ name, value }) => [name, value] as const),
  ]
}

/** The seller, with the tax IDs that the invoice names. */
export function seller(
  account: Account,
  invoice: Stripe.Invoice,
  settings: Settings,
): DocumentModel['seller'] {
  const ids = (invoice.account_tax_ids ?? []).flatMap((id) => {
    const row = sellerTaxId(account, typeof id === 'string' ? id : id.id)
    return row ? [taxIdLine(row)] : []
  })
  return {
    title: invoice.account_name ?? settings.businessName,
    lines: [...settings.businessAddress, settings.supportEmail, ...ids],
  }
}

export function buyer(invoice: Stripe.Invoice): DocumentModel['buyer'] {
  const name = invoice.customer_name ? [invoice.customer_name] : []
  const email = invoice.customer_email ? [invoice.customer_email] : []
  const ids = (invoice.customer_tax_ids ?? []).map(taxIdLine)
  return { title: 'Bill to', lines: [...name, ...addressLines(invoice.customer_address), ...email, ...ids] }
}

function headline(invoice: Stripe.Invoice, shown: (amount: number) => string): string {
  const { paid_at: paid, voided_at: voided } = invoice.status_transitions
  if (voided !== null) return `This invoice is void since ${day(voided)}`
  if (paid !== null) return `${shown(invoice.amount_paid)} paid on ${day(paid)}`
  return `${shown(invoice.amount_remaining)} due${invoice.due_date === null ? '' : ` ${day(invoice.due_date)}`}`
}

function sums(account: Account, invoice: Stripe.Invoice, shown: (amount: number) => string): Fact[] {
  const discounts = invoice.total_discount_amounts ?? []
  const taxes = (invoice.total_taxes ?? []).filter(isPrinted)
  const gross = invoice.lines.data.reduce((total, line) => total + line.amount, 0)
  return [
    ['Subtotal', shown(gross)],
    ...discounts.map(
      ({ discount, amount }) => [discountLabel(account, discount, invoice.currency), shown(-amount)] as const,
    ),
    ...(taxes.length > 0 ? [['Total excluding tax', shown(invoice.total_excluding_tax ?? 0)] as const] : []),
    ...taxes.map((tax) => [taxLabel(account, tax), shown(tax.amount)] as const),
    ['Total', shown(invoice.total)],
    ['Amount paid', shown(invoice.amount_paid)],
    ...(invoice.amount_remaining > 0 ? [['Amount due', shown(invoice.amount_remaining)] as const] : []),
  ]
}

function remarks(account: Account, invoice: Stripe.Invoice, shown: (amount: number) => string): string[] {
  const outside = account.tables.invoice_payment.find(
    (row) => row.invoice === invoice.id && row.payment.type === 'payment_record',
  )
  const credited = issuedNotes(account, invoice).map((note) => {
    const how = note.out_of_band_amount ? ', credited outside of Stripe' : ''
    return `Credit note ${note.number} of ${shown(note.total)} was issued on ${day(note.created)}${how}.`
  })
  return [
    ...reverseChargeRemark(invoice.total_taxes),
    ...(outside ? ['Paid outside of Stripe (paid out of band).'] : []),
    ...credited,
    ...(invoice.description ? [invoice.description] : []),
  ]
}
