import type { PurchaseId, Sku } from '@/lib/ids'
import type { Currency } from '@/lib/money'
import type { SalesforceAccountId, SalesforceContactId } from './record-ids'

export const PURCHASE_STATUSES = [
  'Pending',
  'Paid',
  'Failed',
  'Disputed',
  'Refunded',
  'Charged back',
] as const
export type PurchaseStatus = (typeof PURCHASE_STATUSES)[number]

export const ACCESS_STATES = ['Pending', 'Active', 'Suspended', 'Revoked', 'None'] as const
export type AccessStatus = (typeof ACCESS_STATES)[number]

export const MATCH_STATUSES = ['Pending', 'Matched', 'Ambiguous'] as const
export type MatchStatus = (typeof MATCH_STATUSES)[number]

/** One purchase as Salesforce shall hold it. What is undefined is unknown, and is emptied there. */
export type PurchaseRecord = {
  readonly purchaseId: PurchaseId
  readonly reference: string
  readonly sku: Sku
  /** The account it was bought for; always known. */
  readonly smid: string
  readonly email: string | undefined
  readonly currency: Currency
  /** Minor units, as all amounts: what was paid, tax included. */
  readonly amount: bigint
  readonly tax: bigint
  readonly discount: bigint
  /** Given back so far, what is on its way included. */
  readonly refunded: bigint
  readonly status: PurchaseStatus
  /** Of the buyer to the unit, by whatever purchase. */
  readonly access: AccessStatus
  /** The Stripe account that took the money. */
  readonly stripeAccount: string
  readonly paymentIntentId: string | undefined
  /** Of the invoice that counts. */
  readonly invoiceNumber: string | undefined
  readonly orderedAt: Date
  readonly paidAt: Date | undefined
  readonly match: MatchStatus
  /** Why it is not matched, for people. */
  readonly matchNote: string | undefined
  /**
   * The account to hang it on: the one that bears the purchase's SMID, or one that a person chose. Undefined leaves
   * the link there as it is: somebody may have set it by hand.
   */
  readonly account: 'by-smid' | SalesforceAccountId | undefined
  /** Undefined leaves the link there as it is. */
  readonly contactId: SalesforceContactId | undefined
  /** Our page of it, for staff. */
  readonly page: string
}

/** A unit of learning as Salesforce shall hold it. */
export type CourseRecord = {
  readonly sku: Sku
  readonly title: string
  /** `course`, `certification`, `lab` or `live-training`. */
  readonly kind: string
}
