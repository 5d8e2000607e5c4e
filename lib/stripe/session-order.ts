import type { AttemptId, Sku, Smid } from '@/lib/ids'

/** Where the card form is: on Stripe's page, or Stripe's own form inside ours. */
export type PaymentForm = 'hosted' | 'embedded'

/** Everything a session is made from; `sessionParameters` turns it into Stripe's words. */
export type SessionOrder = {
  readonly attemptId: AttemptId
  readonly sku: Sku
  readonly smid: Smid
  readonly title: string
  readonly stripePriceId: string
  readonly email: string
  readonly country: string
  readonly poNumber: string | undefined
  /** Last lines of the invoice. */
  readonly invoiceFooter: string
  /** Stripe's ids of the seller's own tax ids, for the invoice. */
  readonly sellerTaxIds: readonly string[]
  readonly tax: { readonly route: 'automatic' } | { readonly route: 'manual'; readonly taxRateId: string }
  readonly confirmation: string
  /** The refund policy in one sentence, as our page showed it. */
  readonly refundSummary: string
  readonly expiresAt: Date
  readonly form: PaymentForm
  /** Where the buyer goes once paid. */
  readonly successUrl: string
  /** Where the hosted page's way back leads; the embedded form has none. */
  readonly cancelUrl: string
}
