import type { BalanceMove, DisputeMoney, PaymentMoney } from './payment-money'
import type { Posting } from './posting'
import { returnEntries } from './settlement'

/** Each time a buyer's bank took money, or gave it back, with Stripe's fee for it. Tax stays owed until refunded. */
export function disputePostings(payment: PaymentMoney, dispute: DisputeMoney): Posting[] {
  const { account, purchaseId } = payment
  return dispute.moves.flatMap((move) => {
    const amount = takenBy(move, dispute.amount)
    const entries = returnEntries(payment, move, { book: 'disputes', fees: 'dispute_fees', amount })
    if (entries === undefined) return []
    const kind =
      (move.gross === 0n ? move.net : move.gross) < 0n ? 'dispute-withdrawal' : 'dispute-reinstatement'
    const { id, occurredAt } = move
    return [{ key: `settlement:${id}`, kind, account, purchaseId, occurredAt, entries }]
  })
}

/** A move without a gross is about a fee only. */
function takenBy({ gross }: BalanceMove, amount: bigint): bigint {
  if (gross === 0n) return 0n
  return gross < 0n ? amount : -amount
}
