import type Stripe from 'stripe'
import { currency } from '@/lib/money'
import type { Currency } from '@/lib/money'

/** A balance transaction in its own currency: gross - fee = net, negative when money leaves. */
export type Settlement = {
  readonly id: string
  readonly currency: Currency
  readonly gross: bigint
  readonly fee: bigint
  readonly net: bigint
  readonly occurredAt: Date
}

/** Reduces an expanded balance transaction to its money; undefined where Stripe has not made it yet. */
export function settlementOf(
  move: string | Stripe.BalanceTransaction | null | undefined,
): Settlement | undefined {
  if (move === null || move === undefined || typeof move === 'string') return undefined
  return {
    id: move.id,
    currency: currency(move.currency),
    gross: BigInt(move.amount),
    fee: BigInt(move.fee),
    net: BigInt(move.net),
    occurredAt: new Date(move.created * 1_000),
  }
}
