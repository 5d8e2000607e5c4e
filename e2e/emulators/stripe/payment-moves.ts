import type Stripe from 'stripe'
import { recordMove } from './balance-moves'
import { percentOf } from './percentages'
import type { Account } from './store'
import type { World } from './world'

/** Two business days in the United States (docs.stripe.com/payouts#payout-speed). */
const SETTLING_SECONDS = 2 * 24 * 60 * 60
/** Stripe's public price for cards in the United States: 2.9 % and 30 cents (stripe.com/pricing). */
const CARD_PERCENT = 2.9
const CARD_FIXED = 30
/** Of a bank debit: 0.8 %, five dollars at most (stripe.com/pricing). */
const DEBIT_PERCENT = 0.8
const DEBIT_MOST = 500

/** What Stripe keeps of a charge, in minor units. The fixed part is 30 of any currency: a simplification. */
export function feeOf(amount: number, kind: 'card' | 'us_bank_account'): number {
  if (kind === 'card') return percentOf(amount, CARD_PERCENT) + CARD_FIXED
  return Math.min(percentOf(amount, DEBIT_PERCENT), DEBIT_MOST)
}

/** Money in: the charge less the fee, available two days later. */
export function recordCharge(
  world: World,
  account: Account,
  charge: Stripe.Charge,
): Stripe.BalanceTransaction {
  const card = byCard(charge)
  return recordMove(world, account, {
    amount: charge.amount,
    currency: charge.currency,
    type: card ? 'charge' : 'payment',
    category: 'charge',
    source: charge.id,
    description: charge.description,
    fee: {
      amount: (settled) => feeOf(settled, card ? 'card' : 'us_bank_account'),
      description: 'Stripe processing fees',
    },
    availableIn: SETTLING_SECONDS,
  })
}

/** Money back: the whole refund. Stripe keeps the fee it took (docs.stripe.com/refunds). */
export function recordRefund(
  world: World,
  account: Account,
  refund: Stripe.Refund,
  charge: Stripe.Charge,
): Stripe.BalanceTransaction {
  return recordMove(world, account, {
    amount: -refund.amount,
    currency: refund.currency,
    type: byCard(charge) ? 'refund' : 'payment_refund',
    category: 'refund',
    source: refund.id,
    description: 'REFUND FOR CHARGE',
    availableIn: SETTLING_SECONDS,
  })
}

/** A refund that came back: the money returns to the balance, at today's rate (which rate Stripe takes is a guess). */
export function recordFailedRefund(
  world: World,
  account: Account,
  refund: Stripe.Refund,
): Stripe.BalanceTransaction {
  return recordMove(world, account, {
    amount: refund.amount,
    currency: refund.currency,
    type: 'refund_failure',
    category: 'refund_failure',
    source: refund.id,
    description: 'REFUND FAILURE',
    availableIn: SETTLING_SECONDS,
  })
}

/** Whether a charge went over a card: its balance transactions have names of their own (`charge`, not `payment`). */
export function byCard(charge: Stripe.Charge): boolean {
  return charge.payment_method_details?.type === 'card'
}
