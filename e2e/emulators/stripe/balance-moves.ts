import type Stripe from 'stripe'
import { settle, smallestStep } from './conversion'
import { newId } from './ids'
import { inSteps } from './percentages'
import type { Account } from './store'
import type { World } from './world'

type Fee = { amount: (settled: number) => number; description: string }

/** Something that happens to the account's balance, in the currency it happens in. */
export type Move = {
  /** Minor units, negative when money leaves. */
  amount: number
  currency: string
  type: Stripe.BalanceTransaction.Type
  /** docs.stripe.com/reports/reporting-categories */
  category: string
  source: string | null
  description: string | null
  /** What Stripe keeps besides, in minor units of the currency the amount settles in. */
  fee?: Fee
  /** The amount is of the balance itself already: nothing is converted. */
  settled?: boolean
  /** Seconds until it counts as available. */
  availableIn?: number
}

/** Writes the balance transaction of a move, converted at today's rate: `amount - fee = net`, always. */
export function recordMove(world: World, account: Account, move: Move): Stripe.BalanceTransaction {
  const now = world.now()
  const wait = move.availableIn ?? 0
  const { amount, currency, exchangeRate } = move.settled
    ? { ...move, exchangeRate: null }
    : settle(world.settingsOf(account), move.amount, move.currency)
  const fee = move.fee ? inSteps(move.fee.amount(amount), smallestStep(currency)) : 0
  return account.tables.balance_transaction.add({
    id: newId('txn'),
    object: 'balance_transaction',
    amount,
    available_on: now + wait,
    balance_type: 'payments',
    created: now,
    currency,
    description: move.description,
    exchange_rate: exchangeRate,
    fee,
    fee_details: move.fee ? feeDetails(fee, currency, move.fee.description) : [],
    net: amount - fee,
    reporting_category: move.category,
    source: move.source,
    status: wait > 0 ? 'pending' : 'available',
    type: move.type,
  })
}

function feeDetails(
  amount: number,
  currency: string,
  description: string,
): Stripe.BalanceTransaction.FeeDetail[] {
  return amount === 0 ? [] : [{ amount, application: null, currency, description, type: 'stripe_fee' }]
}

/** A balance transaction as it is now: `available` once its time has come. */
export function asOfNow(row: Stripe.BalanceTransaction, now: number): Stripe.BalanceTransaction {
  if (row.available_on <= now) row.status = 'available'
  return row
}
