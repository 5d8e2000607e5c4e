import type Stripe from 'stripe'

/** What Stripe knows about an invoice of ours and does not show in it. */
export type InvoiceDetail = {
  /** The invoice's id. */
  id: string
  /** The due date is counted from the day the invoice is finalised. */
  daysUntilDue: number | null
}

/** What Stripe knows about an invoice item and does not show in it. */
export type InvoiceItemDetail = {
  /** The item's id. */
  id: string
  taxBehavior: Stripe.Price.TaxBehavior
  taxCode: string | null
}
