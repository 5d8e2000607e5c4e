import type Stripe from 'stripe'
import { isExclusive, rateOf, sum } from './credit-note-lines'
import { mergeMetadata } from './metadata'

type Parts = {
  id: string
  invoice: Stripe.Invoice
  lines: Stripe.CreditNoteLineItem[]
  refunds: Stripe.CreditNote.Refund[]
  params: Stripe.CreditNoteCreateParams
  /** Which note of this invoice it is, from 1. */
  position: number
  now: number
  pdf: string
}

/** A note, with its money summed up from its lines: it lowers what is still to be paid first (SDK types). */
export function makeCreditNote({
  id,
  invoice,
  lines,
  refunds,
  params,
  position,
  now,
  pdf,
}: Parts): Stripe.CreditNote {
  const money = totals(lines)
  const before = Math.min(money.total, invoice.amount_remaining)
  const after = money.total - before
  return {
    id,
    object: 'credit_note',
    amount: money.total,
    amount_shipping: 0,
    created: now,
    currency: invoice.currency,
    customer: invoice.customer ?? '',
    customer_account: null,
    customer_balance_transaction: null,
    discount_amount: money.discount,
    discount_amounts: mergeDiscounts(lines),
    effective_at: params.effective_at ?? now,
    invoice: invoice.id,
    lines: { object: 'list', data: lines, has_more: false, url: `/v1/credit_notes/${id}/lines` },
    livemode: false,
    memo: params.memo ?? null,
    metadata: mergeMetadata({}, params.metadata),
    number: `${invoice.number ?? ''}-CN-${String(position).padStart(2, '0')}`,
    out_of_band_amount: params.out_of_band_amount ?? null,
    pdf,
    post_payment_amount: after,
    pre_payment_amount: before,
    pretax_credit_amounts: mergeDiscounts(lines).map((row) => ({ ...row, type: 'discount' })),
    reason: params.reason ?? null,
    refunds,
    shipping_cost: null,
    status: 'issued',
    subtotal: money.subtotal,
    subtotal_excluding_tax: money.subtotal - money.inclusive,
    total: money.total,
    total_excluding_tax: money.total - money.exclusive - money.inclusive,
    total_taxes: mergeTaxes(lines),
    type: before === 0 ? 'post_payment' : after === 0 ? 'pre_payment' : 'mixed',
    voided_at: null,
  }
}

function totals(lines: readonly Stripe.CreditNoteLineItem[]) {
  const taxes = lines.flatMap((line) => line.taxes ?? [])
  const exclusive = sum(taxes.filter(isExclusive))
  const subtotal = sum(lines)
  const discount = lines.reduce((total, line) => total + line.discount_amount, 0)
  return {
    subtotal,
    discount,
    exclusive,
    inclusive: sum(taxes) - exclusive,
    total: subtotal - discount + exclusive,
  }
}

function mergeTaxes(lines: readonly Stripe.CreditNoteLineItem[]): Stripe.CreditNote.TotalTax[] {
  const merged = new Map<string, Stripe.CreditNote.TotalTax>()
  for (const tax of lines.flatMap((line) => line.taxes ?? [])) {
    const known = merged.get(rateOf(tax))
    if (!known) merged.set(rateOf(tax), { ...tax })
    else {
      known.amount += tax.amount
      known.taxable_amount = (known.taxable_amount ?? 0) + (tax.taxable_amount ?? 0)
    }
  }
  return [...merged.values()]
}

function mergeDiscounts(lines: readonly Stripe.CreditNoteLineItem[]): { amount: number; discount: string }[] {
  const merged = new Map<string, number>()
  for (const { amount, discount } of lines.flatMap((line) => line.discount_amounts)) {
    const id = typeof discount === 'string' ? discount : discount.id
    merged.set(id, (merged.get(id) ?? 0) + amount)
  }
  return [...merged].map(([discount, amount]) => ({ amount, discount }))
}
