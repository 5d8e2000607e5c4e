import type Stripe from 'stripe'
import { smallestStep } from './conversion'
import { couponShares } from './discount-shares'
import { couponOf } from './discounts'
import { invoiceLine } from './invoice-line'
import { mergeInvoiceTaxes, taxesOfItem } from './invoice-taxes'
import type { Account } from './store'
import { hasTaxLocation } from './tax-decision'
import type { World } from './world'

type Off = { discount: string; amount: number }

/** What an invoice lists, in the order it was added. */
export function itemsOf(account: Account, invoice: Stripe.Invoice): Stripe.InvoiceItem[] {
  return [...account.tables.invoice_item.newestFirst()]
    .filter((item) => item.invoice === invoice.id)
    .toReversed()
}

/**
 * Works out a draft from its items: discounts of an item first, then those of the invoice (SDK types), then tax. Called
 * whenever something of it, or its customer, changes.
 */
export function priceDraft(world: World, account: Account, invoice: Stripe.Invoice): void {
  const items = itemsOf(account, invoice)
  const ownOff = items.map((item) => discounted(account, invoice.currency, item.discounts, [item])[0] ?? [])
  const sharedOff = discounted(account, invoice.currency, invoice.discounts, items, ownOff)
  const known = new Map(invoice.lines.data.map((line) => [itemOf(line), line.id]))
  const lines = items.map((item, index) => {
    const discounts = [...(ownOff[index] ?? []), ...(sharedOff[index] ?? [])]
    const taxes = taxesOfItem(world, account, invoice, item, item.amount - sum(discounts))
    return invoiceLine(invoice, item, { id: known.get(item.id), discounts, taxes })
  })
  invoice.lines = { object: 'list', data: lines, has_more: false, url: `/v1/invoices/${invoice.id}/lines` }
  sumUp(invoice, lines, sum(ownOff.flat()))
  if (invoice.automatic_tax.enabled)
    invoice.automatic_tax.status = hasTaxLocation(invoice.customer_address)
      ? 'complete'
      : 'requires_location_inputs'
}

/** What discounts take off each item, one after the other, of what the earlier ones left. */
function discounted(
  account: Account,
  currency: string,
  discounts: readonly (string | { id: string })[] | null,
  items: readonly Stripe.InvoiceItem[],
  before: readonly (readonly Off[])[] = [],
): Off[][] {
  const off: Off[][] = items.map(() => [])
  for (const given of discounts ?? []) {
    const id = typeof given === 'string' ? given : given.id
    const lines = items.map((item, index) => ({
      product: item.pricing?.price_details?.product ?? '',
      amount: item.discountable ? item.amount - sum(before[index] ?? []) - sum(off[index] ?? []) : 0,
    }))
    const coupon = couponOf(account, account.tables.discount.get(id) ?? null)
    const shares = couponShares(coupon, lines, currency, smallestStep(currency))
    for (const [index, amount] of shares.entries()) off[index]?.push({ discount: id, amount })
  }
  return off
}

function sumUp(invoice: Stripe.Invoice, lines: readonly Stripe.InvoiceLineItem[], itemsOff: number): void {
  const taxes = mergeInvoiceTaxes(lines.flatMap((line) => line.taxes ?? []))
  const off = mergeDiscounts(lines.flatMap((line) => line.discount_amounts ?? []))
  const exclusive = sum(taxes.filter((tax) => tax.tax_behavior === 'exclusive'))
  const gross = sum(lines)
  const total = gross - sum(off) + exclusive
  invoice.subtotal = gross - itemsOff
  invoice.subtotal_excluding_tax = invoice.subtotal - (sum(taxes) - exclusive)
  invoice.total = total
  invoice.total_excluding_tax = total - sum(taxes)
  invoice.total_taxes = taxes
  invoice.total_discount_amounts = off
  invoice.amount_due = total
  invoice.amount_remaining = total
}

function mergeDiscounts(
  rows: readonly { amount: number; discount: string | { id: string } }[],
): { amount: number; discount: string }[] {
  const merged = new Map<string, number>()
  for (const { amount, discount } of rows) {
    const id = typeof discount === 'string' ? discount : discount.id
    merged.set(id, (merged.get(id) ?? 0) + amount)
  }
  return [...merged].map(([discount, amount]) => ({ amount, discount }))
}

function itemOf(line: Stripe.InvoiceLineItem): string {
  return line.parent?.invoice_item_details?.invoice_item ?? ''
}

function sum(rows: readonly { amount: number }[]): number {
  return rows.reduce((total, row) => total + row.amount, 0)
}
