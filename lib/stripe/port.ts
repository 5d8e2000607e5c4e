import type { Account, AttemptId, SessionId } from '@/lib/ids'
import type { Currency } from '@/lib/money'
import type { StripeInvoices } from './invoice-port'
import type { MoneyBack, PaymentObject, PaymentOf } from './money-back'
import type { StripePrices } from './price-port'
import type { SessionParameters } from './session-parameters'
import type { Settlement } from './settlement'
import type { TaxQuestion } from './tax-calculation'
import type { TaxFacts } from './tax-facts'
import type { TaxLine } from './tax-lines'
import type { ManualTaxRate } from './tax-rates'
import type { TaxRegistration } from './tax-registrations'

/** What one Checkout session says at the moment it was read. Amounts are minor units of `currency`. */
export type SessionFacts = {
  readonly id: SessionId
  /** The attempt it was made for; undefined for a session that is not ours. */
  readonly attemptId: AttemptId | undefined
  readonly status: 'open' | 'complete' | 'expired'
  readonly payment: 'paid' | 'unpaid' | 'free'
  /** Unpaid for good: the delayed payment it was completed with has bounced. */
  readonly bounced: boolean
  /** Of the hosted page, while it is open. */
  readonly url: string | undefined
  /** Lets a browser show the embedded form of an open session. Whoever has it can pay it: never logged, never stored. */
  readonly clientSecret: string | undefined
  readonly expiresAt: Date
  readonly currency: Currency
  readonly subtotal: bigint
  readonly discount: bigint
  readonly tax: bigint
  /** The tax by authority, as Stripe gave it. */
  readonly taxes: readonly TaxLine[]
  /** What proves it: rates, address, exemptions, ids. */
  readonly taxFacts: TaxFacts
  readonly total: bigint
  readonly country: string | undefined
  /** Where the tax is due, as people write it: "NY 10001", "Israel". */
  readonly taxPlace: string | undefined
  readonly paymentIntentId: string | undefined
  /** The balance transaction of its charge, once Stripe has made it. */
  readonly settlement: Settlement | undefined
  /** Refunds, disputes, credit notes; undefined when they were not asked for and nothing says that there are any. */
  readonly moneyBack: MoneyBack | undefined
  /** The promotion code that was redeemed (R9). */
  readonly promotionCode: { readonly id: string; readonly code: string | undefined } | undefined
  readonly invoice: { readonly id: string; readonly number: string | undefined } | undefined
  readonly completedAt: Date
}

/** A balance transaction as Stripe's own list shows it, whatever it was for. */
export type BalanceLine = Settlement & {
  /** Stripe's reporting category: charge, refund, dispute, payout, fee, … */
  readonly category: string
  readonly type: string
  /** The object that moved the money: a charge, refund, dispute, payout; undefined for some of Stripe's own. */
  readonly source: string | undefined
}

export type CreateSessionResult =
  /** `url` of the hosted page; undefined for a form inside our page. */
  | {
      readonly outcome: 'created'
      readonly id: SessionId
      readonly url: string | undefined
      readonly expiresAt: Date
    }
  /** Stripe looked and said no, or keeps answering this key with its own failure: this attempt can never succeed. */
  | { readonly outcome: 'refused'; readonly detail: string }
  /** Nobody knows whether it was made; the same key may be tried again. */
  | { readonly outcome: 'unreachable'; readonly detail: string }

export type ReadSessionResult =
  | { readonly outcome: 'found'; readonly session: SessionFacts }
  | { readonly outcome: 'missing' }
  | { readonly outcome: 'unreachable'; readonly detail: string }

export type ExpireSessionResult =
  | { readonly outcome: 'expired' }
  /** It was no longer open: read it to learn what became of it. */
  | { readonly outcome: 'not-open' }
  | { readonly outcome: 'unreachable'; readonly detail: string }

/** What Stripe told us, reduced to what we keep. */
export type VerifiedEvent = {
  readonly id: string
  readonly type: string
  readonly objectId: string
  readonly apiVersion: string | undefined
  readonly livemode: boolean
  /** The account it is of, where it was sent through another one (Stripe Connect). */
  readonly connectedAccount: string | undefined
  readonly createdAt: Date
}

export type VerifyResult =
  | { readonly outcome: 'verified'; readonly event: VerifiedEvent }
  | { readonly outcome: 'bad-signature' }
  | { readonly outcome: 'bad-body' }

/** One Stripe account, in our words: the one port behind which the payment provider stands. */
export type StripePort = {
  readonly account: Account
  /** Whether our key moves real money. */
  readonly livemode: boolean
  /** The key that browsers may see; needed for the embedded form only. */
  readonly publishableKey: string | undefined
  readonly createSession: (parameters: SessionParameters, key: AttemptId) => Promise<CreateSessionResult>
  /** With `moneyBack`, refunds and disputes are read even when the charge itself shows none (one may have failed). */
  readonly readSession: (id: SessionId, options?: { moneyBack: boolean }) => Promise<ReadSessionResult>
  /** The payment that an object belongs to. Throws when unreachable. */
  readonly paymentOf: (object: PaymentObject) => Promise<PaymentOf>
  /** The session that a payment was made in; undefined when there is none. Throws when unreachable. */
  readonly sessionOfPayment: (paymentIntentId: string) => Promise<SessionId | undefined>
  readonly expireSession: (id: SessionId) => Promise<ExpireSessionResult>
  /** Sessions completed since a moment, newest first (R13: also covers zero-value purchases). Throws when unreachable. */
  readonly completedSince: (since: Date) => AsyncIterable<SessionId>
  /** Events of these types since a moment that no webhook has brought, for 30 days. Throws when unreachable. */
  readonly undeliveredEvents: (types: readonly string[], since: Date) => AsyncIterable<VerifiedEvent>
  /** Everything that moved the balance since a moment, newest first (R13). Throws when unreachable. */
  readonly balanceLinesSince: (since: Date) => AsyncIterable<BalanceLine>
  /** One line of the balance; undefined where there is none. Throws when unreachable. */
  readonly readBalanceLine: (id: string) => Promise<BalanceLine | undefined>
  /** The attempt an invoice belongs to; undefined for an invoice of something else. Throws when unreachable. */
  readonly attemptOfInvoice: (invoiceId: string) => Promise<AttemptId | undefined>
  /** Documents, and what is done through them: corrections and refunds. */
  readonly invoices: StripeInvoices
  /** What units cost there. */
  readonly prices: StripePrices
  /** The account's active manual VAT rate of a country Stripe Tax does not serve; unless `fresh`, of some minutes ago. Throws when unreachable. */
  readonly manualTaxRate: (
    country: string,
    options?: { readonly fresh: boolean },
  ) => Promise<ManualTaxRate | undefined>
  /** Every place the account collects tax in, ever, kept for minutes. Throws when unreachable. */
  readonly taxRegistrations: () => Promise<readonly TaxRegistration[]>
  /** What tax would be due at an address; nothing is sold. Throws when unreachable. */
  readonly calculateTax: (question: TaxQuestion) => Promise<bigint | undefined>
  readonly verify: (rawBody: string, signature: string, now: Date) => VerifyResult
}
