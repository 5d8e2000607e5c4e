import type { Currency } from '@/lib/money'
import type { Settlement } from './settlement'
import type { TaxLine } from './tax-lines'

/** One refund, in the charge's currency. `pending` has left our balance already and may still fail. */
export type RefundFacts = {
  readonly id: string
  readonly amount: bigint
  readonly currency: Currency
  readonly state: 'pending' | 'succeeded' | 'failed'
  readonly createdAt: Date
  /** What took it from the balance, and what returned it when it failed. */
  readonly out: Settlement | undefined
  readonly back: Settlement | undefined
}

/**
 * A dispute, in the charge's currency. An inquiry has taken no money. `prevented`: the bank gave the money back before
 * a dispute was filed (docs.stripe.com/disputes/prevention).
 */
export type DisputeState = 'inquiry' | 'inquiry-closed' | 'open' | 'won' | 'lost' | 'prevented'
export type DisputeFacts = {
  readonly id: string
  readonly amount: bigint
  readonly currency: Currency
  readonly state: DisputeState
  readonly reason: string
  /** Until when Stripe takes evidence. */
  readonly answerBy: Date | undefined
  readonly createdAt: Date
  readonly moves: readonly Settlement[]
}

export type CreditNoteFacts = {
  readonly id: string
  readonly number: string
  readonly amount: bigint
  /** The part of it that moved no money through Stripe: a document was corrected. */
  readonly outOfBand: bigint
  readonly currency: Currency
  readonly taxes: readonly TaxLine[]
  readonly issued: boolean
  readonly refundIds: readonly string[]
  readonly createdAt: Date
}

/** All that went back, or may, of one payment at the moment it was read. */
export type MoneyBack = {
  readonly refunds: readonly RefundFacts[]
  readonly disputes: readonly DisputeFacts[]
  readonly creditNotes: readonly CreditNoteFacts[]
}

/** An object of Stripe that belongs to a payment. */
export type PaymentObject = {
  readonly kind: 'charge' | 'refund' | 'dispute' | 'credit-note' | 'fraud-warning'
  readonly id: string
}

/** Where it belongs: `other` to a payment outside Checkout or to none, `missing` where Stripe knows no such object. */
export type PaymentOf =
  { readonly outcome: 'found'; readonly paymentIntentId: string } | { readonly outcome: 'other' | 'missing' }
