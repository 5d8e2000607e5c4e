import type Stripe from 'stripe'
import { smallestStep } from './conversion'
import type { Account } from './store'
import { automaticTaxes, manualTaxes, taxBehaviorOf } from './tax'
import { type TaxedBuyer, hasTaxLocation } from './tax-decision'
import { taxSettingsOf } from './tax-head-office'
import { taxIdsOf } from './tax-ids'
import type { World } from './world'

/** The taxes of one line: Stripe Tax's where it is on, else the item's own rates, else the invoice's. */
export function taxesOfItem(
  world: World,
  account: Account,
  invoice: Stripe.Invoice,
  item: Stripe.InvoiceItem,
  amount: number,
): Stripe.InvoiceLineItem.Tax[] {
  const step = smallestStep(invoice.currency)
  if (!invoice.automatic_tax.enabled) {
    const own = item.tax_rates ?? []
    return manualTaxes(amount, own.length > 0 ? own : invoice.default_tax_rates, step).map(invoiceTaxLine)
  }
  const buyer = buyerOf(account, invoice)
  const detail = account.tables.invoice_item_detail.get(item.id)
  if (!buyer || !detail) return []
  const { currency } = invoice
  const behavior = taxBehaviorOf(world, account, { tax_behavior: detail.taxBehavior, currency })
  const taxCode = detail.taxCode ?? taxSettingsOf(world, account).tax_code
  const sold = { amount, inclusive: behavior === 'inclusive', step, taxCode }
  return automaticTaxes(world, account, buyer, sold).map(invoiceTaxLine)
}

/** Who is taxed, or nobody while the customer's address does not say where. */
function buyerOf(account: Account, invoice: Stripe.Invoice): TaxedBuyer | undefined {
  const address = invoice.customer_address
  if (!hasTaxLocation(address) || typeof invoice.customer !== 'string') return undefined
  const taxIds = taxIdsOf(account, invoice.customer)
  return { address, taxIds, exempt: invoice.customer_tax_exempt ?? 'none' }
}

/** A tax as invoices show it: they name the rate by its id. */
export function invoiceTaxLine(tax: Stripe.LineItem.Tax): Stripe.InvoiceLineItem.Tax {
  return {
    amount: tax.amount,
    tax_behavior: tax.rate.inclusive ? 'inclusive' : 'exclusive',
    tax_rate_details: { tax_rate: tax.rate.id },
    taxability_reason: tax.taxability_reason ?? 'not_available',
    taxable_amount: tax.taxable_amount,
    type: 'tax_rate_details',
  }
}

/** Each rate and reason once, whatever the number of lines they apply to. */
export function mergeInvoiceTaxes(
  taxes: readonly Stripe.InvoiceLineItem.Tax[],
): Stripe.InvoiceLineItem.Tax[] {
  const merged = new Map<string, Stripe.InvoiceLineItem.Tax>()
  for (const tax of taxes) {
    const key = `${tax.tax_rate_details?.tax_rate ?? ''} ${tax.taxability_reason}`
    const known = merged.get(key)
    const taxable = (known?.taxable_amount ?? 0) + (tax.taxable_amount ?? 0)
    merged.set(key, known ? { ...known, amount: known.amount + tax.amount, taxable_amount: taxable } : tax)
  }
  return [...merged.values()]
}
