import type Stripe from 'stripe'
import { recordMove } from './balance-moves'
import { balances } from './balance'
import { makePayout } from './payout-object'
import type { Account } from './store'
import { BY_ITSELF, type World } from './world'

/** Pays out all that is available, a payout for each currency, as Stripe's schedule does (docs.stripe.com/payouts). */
export function payOutAll(world: World, account: Account): Stripe.Payout[] {
  const due = [...balances(world, account)].filter(([, { available }]) => available > 0)
  return due.map(([currency, { available }]) => {
    const members = unpaidTransactions(account, currency)
    return sendPayout(world, account, { amount: available, currency, members })
  })
}

/** Pays out a part, as the dashboard can. Stripe does not say which balance transactions such a payout consists of. */
export function payOut(world: World, account: Account, amount: number, currency: string): Stripe.Payout {
  return sendPayout(world, account, { amount, currency, members: undefined })
}

/** Makes what is pending available, as its time would have come. */
export function makeAvailable(world: World, account: Account): void {
  for (const row of account.tables.balance_transaction.newestFirst()) {
    row.available_on = Math.min(row.available_on, world.now())
  }
}

type Sending = { amount: number; currency: string; members: string[] | undefined }

/** The stages happen at once, but each event shows its own: on its way, then paid, then listed. */
function sendPayout(world: World, account: Account, { amount, currency, members }: Sending): Stripe.Payout {
  const automatic = members !== undefined
  const payout = account.tables.payout.add(makePayout({ amount, currency, automatic, now: world.now() }))
  payout.balance_transaction = recordPayout(world, account, payout, 'payout').id
  void world.announce(account, { type: 'payout.created', object: payout }, BY_ITSELF)
  payout.status = 'paid'
  payout.trace_id = { status: 'supported', value: payout.id.slice(-12).toUpperCase() }
  void world.announce(account, { type: 'payout.paid', object: payout }, BY_ITSELF)
  if (members === undefined) return payout
  const transactions = [...members, payout.balance_transaction]
  account.tables.payout_detail.add({ id: payout.id, transactions })
  payout.reconciliation_status = 'completed'
  void world.announce(account, { type: 'payout.reconciliation_completed', object: payout }, BY_ITSELF)
  return payout
}

/** The bank sends the money back, even days after the payout was `paid` (docs.stripe.com/payouts#payout-failures). */
export function failPayout(world: World, account: Account, payout: Stripe.Payout): void {
  payout.failure_balance_transaction = recordPayout(world, account, payout, 'payout_failure').id
  payout.status = 'failed'
  payout.failure_code = 'account_closed'
  payout.failure_message = 'The bank account has been closed'
  void world.announce(account, { type: 'payout.failed', object: payout }, BY_ITSELF)
}

function recordPayout(
  world: World,
  account: Account,
  payout: Stripe.Payout,
  type: 'payout' | 'payout_failure',
): Stripe.BalanceTransaction {
  const back = type === 'payout_failure'
  return recordMove(world, account, {
    amount: back ? payout.amount : -payout.amount,
    currency: payout.currency,
    settled: true,
    type,
    category: back ? 'payout_reversal' : 'payout',
    source: payout.id,
    description: back ? 'STRIPE PAYOUT FAILURE' : 'STRIPE PAYOUT',
  })
}

/** Available, and in no automatic payout yet. */
function unpaidTransactions(account: Account, currency: string): string[] {
  const paid = new Set([...account.tables.payout_detail.newestFirst()].flatMap((row) => row.transactions))
  return [...account.tables.balance_transaction.newestFirst()]
    .filter((row) => row.currency === currency && row.status === 'available' && !paid.has(row.id))
    .map((row) => row.id)
}
