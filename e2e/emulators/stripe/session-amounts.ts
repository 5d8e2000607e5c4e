import type Stripe from 'stripe'
import { smallestStep } from './conversion'
import { couponShares } from './discount-shares'
import { basketOf, couponOf } from './discounts'
import type { Payer } from './payer'
import type { SessionDetail, SessionItem } from './session-detail'
import type { Account } from './store'
import { automaticTaxes, manualTaxes, taxBehaviorOf, taxCodeOf } from './tax'
import { hasTaxLocation, type TaxedBuyer } from './tax-decision'
import { taxIdsOf } from './tax-ids'
import type { World } from './world'

/**
 * Works out what a session costs, line by line, and writes it into the session: subtotal, discount, tax for the address
 * and the tax ID that are known so far, total. All in minor units; called whenever one of them or the discount changes.
 */
export function priceSession(
  world: World,
  account: Account,
  session: Stripe.Checkout.Session,
  detail: SessionDetail,
  address: Stripe.Address | null,
  taxId: Payer['taxId'] = null,
): void {
  const subtotals = detail.items.map((item) => (item.price.unit_amount ?? 0) * item.quantity)
  const subtotal = sum(subtotals)
  const shares = discountShares(world, account, session, detail)
  const buyer = hasTaxLocation(address) ? taxedBuyer(account, session, address, taxId) : null
  detail.lineItems = detail.items.map((item, index) => {
    const amounts = { subtotal: subtotals[index] ?? 0, discount: shares[index] ?? 0 }
    const taxable = amounts.subtotal - amounts.discount
    return lineItem(item, amounts, detail.discount, taxesOf(world, account, session, item, taxable, buyer))
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
  session.automatic_tax.status = taxStatus(session, buyer)
}

function taxStatus(
  session: Stripe.Checkout.Session,
  buyer: TaxedBuyer | null,
): Stripe.Checkout.Session.AutomaticTax.Status | null {
  if (!session.automatic_tax.enabled) return null
  return buyer ? 'complete' : 'requires_location_inputs'
}

/** A tax ID typed now counts before those the customer has; only the customer can be exempt. */
function taxedBuyer(
  account: Account,
  session: Stripe.Checkout.Session,
  address: Stripe.Address,
  taxId: Payer['taxId'],
): TaxedBuyer {
  const customer =
    typeof session.customer === 'string' ? account.tables.customer.get(session.customer) : undefined
  const kept = customer ? taxIdsOf(account, customer.id) : []
  return { address, taxIds: taxId ? [taxId] : kept, exempt: customer?.tax_exempt ?? 'none' }
}

function taxesOf(
  world: World,
  account: Account,
  session: Stripe.Checkout.Session,
  item: SessionItem,
  amount: number,
  buyer: TaxedBuyer | null,
): Stripe.LineItem.Tax[] {
  const step = smallestStep(item.price.currency)
  if (item.taxRates.length > 0) return manualTaxes(amount, item.taxRates, step)
  if (!session.automatic_tax.enabled || !buyer) return []
  return automaticTaxes(world, account, buyer, {
    amount,
    inclusive: taxBehaviorOf(world, account, item.price) === 'inclusive',
    step,
    taxCode: taxCodeOf(world, account, item.price),
  })
}

function discountShares(
  world: World,
  account: Account,
  session: Stripe.Checkout.Session,
  detail: SessionDetail,
): number[] {
  const { lines, currency } = basketOf({ world, session, detail })
  return couponShares(couponOf(account, detail.discount), lines, currency, smallestStep(currency))
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

/** The session tells each rate and reason once, whatever the number of lines they apply to. */
function mergeTaxes(taxes: Stripe.LineItem.Tax[]): Stripe.LineItem.Tax[] {
  const merged = new Map<string, Stripe.LineItem.Tax>()
  for (const tax of taxes) {
    const key = `${tax.rate.id} ${String(tax.taxability_reason)}`
    const known = merged.get(key)
    const taxable = (known?.taxable_amount ?? 0) + (tax.taxable_amount ?? 0)
    merged.set(key, known ? { ...known, amount: known.amount + tax.amount, taxable_amount: taxable } : tax)
  }
  return [...merged.values()]
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0)
}
