import type { Account, PurchaseId, SessionId } from '@/lib/ids'
import type { Currency } from '@/lib/money'

/** What a buyer was charged, in minor units of one currency: subtotal - discount + tax = total. */
export type SaleAmounts = {
  readonly currency: Currency
  readonly subtotal: bigint
  readonly discount: bigint
  readonly tax: bigint
  readonly total: bigint
}

/** Tax of one authority, in minor units of the sale's currency. */
export type TaxLine = { readonly jurisdiction: string; readonly amount: bigint }

/** A sale with its tax by authority, as far as Stripe named the authorities. */
export type Sale = SaleAmounts & { readonly taxes: readonly TaxLine[] }

/** Stripe's balance transaction, in its own currency: gross - fee = net; negative when money leaves. */
export type BalanceMove = {
  readonly id: string
  readonly occurredAt: Date
  readonly currency: Currency
  readonly gross: bigint
  readonly fee: bigint
  readonly net: bigint
}

/** Money given back, in the sale's currency. `out` took it from the balance; `back` returned it when it failed. */
export type RefundMoney = {
  readonly id: string
  readonly amount: bigint
  readonly failed: boolean
  readonly createdAt: Date
  readonly out: BalanceMove | undefined
  readonly back: BalanceMove | undefined
}

/** A payment questioned by the buyer's bank, in the sale's currency. */
export type DisputeMoney = {
  readonly id: string
  readonly amount: bigint
  readonly moves: readonly BalanceMove[]
}

/** The document of money given back, with its own tax lines. */
export type CreditNoteMoney = {
  readonly id: string
  readonly refundIds: readonly string[]
  /** The part of it that moved no money: a document was corrected. */
  readonly outOfBand: bigint
  readonly taxes: readonly TaxLine[]
  readonly createdAt: Date
  readonly issued: boolean
}

/** Everything the money book needs to know of one paid purchase, as one reading at Stripe found it. */
export type PaymentMoney = {
  readonly account: Account
  readonly purchaseId: PurchaseId
  readonly sessionId: SessionId
  readonly paidAt: Date
  readonly sale: Sale
  readonly charge: BalanceMove | undefined
  readonly refunds: readonly RefundMoney[]
  readonly disputes: readonly DisputeMoney[]
  readonly creditNotes: readonly CreditNoteMoney[]
}
