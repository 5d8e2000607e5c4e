import type { Currency, Money } from '@/lib/money'
import type { Entry } from './post'

/** A balance transaction of Stripe, in its own (settlement) currency: gross - fee = net. */
export type BalanceMove = {
  readonly currency: Currency
  readonly gross: bigint
  readonly fee: bigint
  readonly net: bigint
}

/**
 * Stripe's balance transaction arrived: the charge leaves clearing, the net is ours, the fee is spent. Where Stripe
 * settles in another currency, `exchange` carries both sides, so that each currency sums to zero by itself.
 */
export function settlementEntries(charged: Money, move: BalanceMove): Entry[] {
  const arrived: Entry[] = [
    { book: 'stripe_balance', currency: move.currency, amount: move.net },
    { book: 'stripe_fees', currency: move.currency, amount: move.fee },
  ]
  const cleared: Entry = { book: 'stripe_clearing', currency: charged.currency, amount: -charged.amount }
  if (move.currency === charged.currency) return [...arrived, cleared]
  return [
    ...arrived,
    { book: 'exchange', currency: move.currency, amount: -move.gross },
    cleared,
    { book: 'exchange', currency: charged.currency, amount: charged.amount },
  ]
}
