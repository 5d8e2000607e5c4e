import type Stripe from 'stripe'
import type { Payer } from './payer'

export type SessionItem = {
  /** `li_…`, the id of the line. */
  id: string
  price: Stripe.Price
  /** The product's name, as the buyer reads it. */
  name: string
  quantity: number
  taxRates: Stripe.TaxRate[]
  metadata: Stripe.Metadata | null
}

/** What Stripe knows about a session and does not show in it. */
export type SessionDetail = {
  /** The session's id. */
  id: string
  params: Stripe.Checkout.SessionCreateParams
  items: SessionItem[]
  lineItems: Stripe.LineItem[]
  discount: Stripe.Discount | null
  breakdown: Stripe.Checkout.Session.TotalDetails.Breakdown
  /** Waiting on the bank's page for the buyer's answer (3-D Secure). */
  challenged: Payer | null
  /** How a bank debit will end, and when (seconds): it is known only later whether it clears. */
  settlement: { at: number; outcome: 'succeeded' | 'failed' } | null
}
