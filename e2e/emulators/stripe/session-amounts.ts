import type Stripe from 'stripe'
import { smallestStep } from './conversion'
import { couponOf, couponOff } from './discounts'
import { proportionOf } from './percentages'
import type { SessionDetail, SessionItem } from './session-detail'
import type { Account } from './store'
import { automaticTaxes, manualTaxes } from './tax'
import type { World } from './world'

/**
 * Works out what a session costs, line by line, and writes it into the session: subtotal, discount, tax for the address
 * that is known so far, total. All in minor units; called whenever the address or the discount changes.
 */
export function priceSession(
  world: World,
  account: Account,
  session: Stripe.Checkout.Session,
  detail: SessionDetail,
  address: Stripe.Address | null,
): void {
  const subtotals = detail.items.map((item) => (item.price.unit_amount ?? 0) * item.quantity)
  const subtotal = sum(subtotals)
  const shares = discountShares(account, detail, subtotals, subtotal)
  detail.lineItems = detail.items.map((item, index) => {
    const amounts = { subtotal: subtotals[index] ?? 0, discount: shares[index] ?? 0 }
    const taxable = amounts.subtotal - amounts.discount
    return lineItem(item, amounts, detail.discount, taxesOf(world, account, session, item, taxable, address))
  })
  detail.breakdown = {
    discounts: detail.discount ? [{ amount: sum(shares), discount: detail.discount }] : [],
    taxes: mergeTaxes(detail.lineItems.flatMap((line) => line.taxes ?? [])),
  }
  session.amount_subtotal = subtotal
  session.amount_total = sum(detail.lineItems.map((line) => line.amount_total))
  session.total_details = {
    amount_discount: sum(shares),
    amount_shipping: 0,
    amount_tax: sum(detail.lineItems.map((line) => line.amount_tax)),
  }
  session.automatic_tax.status = taxStatus(session, address)
}

function taxStatus(
  session: Stripe.Checkout.Session,
  address: Stripe.Address | null,
): Stripe.Checkout.Session.AutomaticTax.Status | null {
  if (!session.automatic_tax.enabled) return null
  return address?.country ? 'complete' : 'requires_location_inputs'
}

function taxesOf(
  world: World,
  account: Account,
  session: Stripe.Checkout.Session,
  item: SessionItem,
  amount: number,
  address: Stripe.Address | null,
): Stripe.LineItem.Tax[] {
  const step = smallestStep(item.price.currency)
  if (item.taxRates.length > 0) return manualTaxes(amount, item.taxRates, step)
  if (!session.automatic_tax.enabled || !address) return []
  return automaticTaxes(world, account, {
    amount,
    address,
    inclusive: item.price.tax_behavior === 'inclusive',
    step,
  })
}

/** One discount over several lines: each its share, the last what rounding left. */
function discountShares(
  account: Account,
  detail: SessionDetail,
  subtotals: number[],
  subtotal: number,
): number[] {
  const coupon = couponOf(account, detail.discount)
  const step = smallestStep(detail.items[0]?.price.currency ?? 'usd')
  const off = coupon ? couponOff(coupon, subtotal, step) : 0
  const shares = subtotals.map((amount) => proportionOf(off, amount, subtotal, step))
  const last = shares.length - 1
  return shares.map((share, index) => (index === last ? off - sum(shares.slice(0, last)) : share))
}

function lineItem(
  item: SessionItem,
  { subtotal, discount }: { subtotal: number; discount: number },
  applied: Stripe.Discount | null,
  taxes: Stripe.LineItem.Tax[],
): Stripe.LineItem {
  const tax = sum(taxes.map((entry) => entry.amount))
  const added = sum(taxes.filter((entry) => !entry.rate.inclusive).map((entry) => entry.amount))
  return {
    id: item.id,
    object: 'item',
    adjustable_quantity: null,
    amount_discount: discount,
    amount_subtotal: subtotal,
    amount_tax: tax,
    amount_total: subtotal - discount + added,
    currency: item.price.currency,
    description: item.name,
    discounts: applied ? [{ amount: discount, discount: applied }] : [],
    metadata: item.metadata,
    price: item.price,
    quantity: item.quantity,
    taxes,
  }
}

/** The session tells each rate once, whatever the number of lines it was applied to. */
function mergeTaxes(taxes: Stripe.LineItem.Tax[]): Stripe.LineItem.Tax[] {
  const merged = new Map<string, Stripe.LineItem.Tax>()
  for (const tax of taxes) {
    const known = merged.get(tax.rate.id)
    const taxable = (known?.taxable_amount ?? 0) + (tax.taxable_amount ?? 0)
    merged.set(
      tax.rate.id,
      known ? { ...known, amount: known.amount + tax.amount, taxable_amount: taxable } : tax,
    )
  }
  return [...merged.values()]
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0)
}
