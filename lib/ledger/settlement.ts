import type { Currency, Money } from '@/lib/money'
import type { BalanceMove, PaymentMoney } from './payment-money'
import type { Book, Entry } from './posting'
import { proportion } from './proportion'

/**
 * Stripe's balance transaction of a charge: clearing is settled, the net is ours, the fee is spent. Where Stripe
 * settles in another currency, `exchange` carries both sides, so that each currency sums to zero by itself.
 */
export function chargeEntries(charged: Money, move: BalanceMove): Entry[] {
  const { currency, amount } = charged
  const arrived = atStripe(move, 'stripe_fees')
  // In one currency the gross is what settles: a difference to what was charged stays to be seen in clearing.
  if (move.currency === currency)
    return [...arrived, { book: 'stripe_clearing', currency, amount: -move.gross }]
  return [
    ...arrived,
    { book: 'exchange', currency: move.currency, amount: -move.gross },
    { book: 'stripe_clearing', currency, amount: -amount },
    { book: 'exchange', currency, amount },
  ]
}

/** What a balance transaction after the charge's is about. */
export type Returned = {
  /** Which book it settles. */
  readonly book: 'stripe_clearing' | 'disputes'
  readonly fees: 'stripe_fees' | 'dispute_fees'
  /** In the sale's currency: what went back to the buyer, below zero what came again. */
  readonly amount: bigint
}

/**
 * A balance transaction by which money of a sale leaves or comes again. In another currency it unwinds the charge's
 * own exchange by the part of the sale it is about; what another rate makes different is gained or lost
 * (`exchange_difference`). Undefined while that needs a charge whose own balance transaction is not there yet.
 */
export function returnEntries(
  { sale, charge }: PaymentMoney,
  move: BalanceMove,
  { book, fees, amount }: Returned,
): Entry[] | undefined {
  const there = atStripe(move, fees)
  if (move.currency === sale.currency) {
    return [...there, { book, currency: sale.currency, amount: -move.gross }]
  }
  if (charge === undefined) return undefined
  const legs: Entry[] = [...there, { book, currency: sale.currency, amount }]
  if (charge.currency !== sale.currency) {
    const unwound = proportion(charge.gross, amount, sale.total)
    legs.push(
      { book: 'exchange', currency: charge.currency, amount: unwound },
      { book: 'exchange', currency: sale.currency, amount: -amount },
    )
  }
  return [...legs, ...differences(legs)]
}

function atStripe(move: BalanceMove, fees: Book): Entry[] {
  return [
    { book: 'stripe_balance', currency: move.currency, amount: move.net },
    { book: fees, currency: move.currency, amount: move.fee },
  ]
}

/** What brings each currency to zero. */
function differences(entries: readonly Entry[]): Entry[] {
  const sums = new Map<Currency, bigint>()
  for (const { currency, amount } of entries) sums.set(currency, (sums.get(currency) ?? 0n) + amount)
  return [...sums].map(([currency, sum]) => ({ book: 'exchange_difference', currency, amount: -sum }))
}
