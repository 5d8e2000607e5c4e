import type { Account, PurchaseId } from '@/lib/ids'
import type { Currency } from '@/lib/money'

/** A purchase of ours, as one reading at Stripe is about to be kept for it. */
export type PurchaseRead = {
  readonly id: PurchaseId
  readonly account: Account
  readonly currency: Currency
  /** Number of the reading. */
  readonly reading: bigint
}
