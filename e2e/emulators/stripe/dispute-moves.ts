import type Stripe from 'stripe'
import { asOfNow, recordMove } from './balance-moves'
import type { Account } from './store'
import type { World } from './world'

/**
 * The money that a bank takes back, and Stripe's fee with it (docs.stripe.com/disputes/how-disputes-work: "debits the
 * disputed amount, plus a dispute fee"). One balance transaction of type `adjustment` holds both.
 */
export function recordWithdrawal(
  world: World,
  account: Account,
  dispute: Stripe.Dispute,
  { fee }: { fee: number },
): void {
  const move = recordMove(world, account, {
    amount: -dispute.amount,
    currency: dispute.currency,
    type: 'adjustment',
    category: 'dispute',
    source: dispute.id,
    description: `Chargeback withdrawal for ${String(dispute.charge)}`,
    fee: { amount: () => fee, description: 'Dispute fee' },
  })
  dispute.balance_transactions.push(move)
}

/**
 * The money comes back, the fee does not: only a fee for countering a dispute is returned, which this emulator does not
 * charge (support.stripe.com/topics/disputes). Converted at today's rate, which is a guess.
 */
export function recordReinstatement(world: World, account: Account, dispute: Stripe.Dispute): void {
  const move = recordMove(world, account, {
    amount: dispute.amount,
    currency: dispute.currency,
    type: 'adjustment',
    category: 'dispute_reversal',
    source: dispute.id,
    description: `Chargeback reversal for ${String(dispute.charge)}`,
  })
  dispute.balance_transactions.push(move)
}

/** A dispute holds whole balance transactions: shown as they are now. */
export function disputeAsOfNow(world: World, account: Account, dispute: Stripe.Dispute): Stripe.Dispute {
  dispute.balance_transactions = dispute.balance_transactions.map((move) =>
    asOfNow(account.tables.balance_transaction.get(move.id) ?? move, world.now()),
  )
  return dispute
}
