import Stripe from 'stripe'
import { newId } from './ids'

type Parts = {
  /** The id this line already has; a new one without it. */
  id: string | undefined
  discounts: { discount: string; amount: number }[]
  taxes: Stripe.InvoiceLineItem.Tax[]
}

/** One line of an invoice, made of an item that was added to it. */
export function invoiceLine(
  invoice: Stripe.Invoice,
  item: Stripe.InvoiceItem,
  { id, discounts, taxes }: Parts,
): Stripe.InvoiceLineItem {
  const price = item.pricing?.price_details
  return {
    id: id ?? newId('il'),
    object: 'line_item',
    amount: item.amount,
    currency: item.currency,
    description: item.description,
    discount_amounts: discounts,
    discountable: item.discountable,
    discounts: (item.discounts ?? []).map((discount) =>
      typeof discount === 'string' ? discount : discount.id,
    ),
    invoice: invoice.id,
    livemode: false,
    metadata: item.metadata ?? {},
    parent: {
      invoice_item_details: {
        invoice_item: item.id,
        proration: false,
        proration_details: null,
        subscription: null,
      },
      subscription_item_details: null,
      type: 'invoice_item_details',
    },
    period: item.period,
    pretax_credit_amounts: discounts.map((row) => ({ ...row, type: 'discount' })),
    pricing: item.pricing && {
      type: 'price_details',
      unit_amount_decimal: item.pricing.unit_amount_decimal,
      ...(price ? { price_details: price } : {}),
    },
    quantity: item.quantity,
    quantity_decimal: Stripe.Decimal.from(item.quantity),
    subscription: null,
    subtotal: item.amount,
    taxes,
  }
}
