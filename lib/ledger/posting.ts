import type { Account, PurchaseId } from '@/lib/ids'
import type { Currency } from '@/lib/money'

/** The accounts of the money book. Debits are positive, credits negative. */
export const books = [
  /** Owed between Stripe and us until its balance transaction is there. */
  'stripe_clearing',
  /** Ours at Stripe; equals the net of its balance transactions. */
  'stripe_balance',
  'stripe_fees',
  'dispute_fees',
  'sales',
  'discounts',
  /** Given back to buyers, net of tax; reduces sales. */
  'refunds',
  /** Held for others, by jurisdiction where Stripe named one. */
  'tax_payable',
  /** Taken by buyers' banks, for now or for good. */
  'disputes',
  /** What a charge settled in another currency left open, in both currencies. */
  'exchange',
  /** Gained or lost between the rate a charge came at and the rate it went back at. */
  'exchange_difference',
  /** On its way from Stripe to the bank. */
  'payouts',
] as const
export type Book = (typeof books)[number]

export type Entry = {
  readonly book: Book
  readonly currency: Currency
  readonly amount: bigint
  /** Only of `tax_payable`. */
  readonly jurisdiction?: string
}

/** What a posting is about. */
export const postingKinds = [
  'sale',
  'settlement',
  'refund',
  'refund-failure',
  'refund-settlement',
  'refund-failure-settlement',
  'credit-note',
  'rounding',
  'dispute-withdrawal',
  'dispute-reinstatement',
  'payout',
  'payout-reversal',
  'stripe-fee',
] as const
export type PostingKind = (typeof postingKinds)[number]

export type Posting = {
  /** Names the business event, e.g. `sale:cs_…`; a second posting with the same key changes nothing. */
  readonly key: string
  readonly kind: PostingKind
  readonly account: Account
  /** Missing where money belongs to no purchase: payouts, Stripe's own bills. */
  readonly purchaseId?: PurchaseId
  readonly occurredAt: Date
  readonly entries: readonly Entry[]
}

/** The same entries the other way round. */
export function reversed(entries: readonly Entry[]): Entry[] {
  return entries.map((entry) => ({ ...entry, amount: -entry.amount }))
}
