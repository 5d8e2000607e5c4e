import type { AttemptId, Sku, Smid } from '@/lib/ids'

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
  readonly tax: { readonly route: 'automatic' } | { readonly route: 'manual'; readonly taxRateId: string }
  readonly confirmation: string
  readonly expiresAt: Date
  readonly successUrl: string
  readonly cancelUrl: string
}
