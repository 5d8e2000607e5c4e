import type Stripe from 'stripe'
import { recordFailedRefund, recordRefund } from './payment-moves'
import type { Account } from './store'
import { BY_ITSELF, type Cause, type World } from './world'

type RefundVerb = 'succeed' | 'fail' | 'cancel'

/** From which statuses a refund may change, and into what (docs.stripe.com/refunds). A bank may send back even one that succeeded. */
export const REFUND_MOVES: Readonly<Record<RefundVerb, { from: readonly string[]; to: string }>> = {
  succeed: { from: ['pending', 'requires_action'], to: 'succeeded' },
  fail: { from: ['pending', 'requires_action', 'succeeded'], to: 'failed' },
  cancel: { from: ['pending', 'requires_action'], to: 'canceled' },
}

export function refundMayMove(refund: Stripe.Refund, verb: RefundVerb): boolean {
  return REFUND_MOVES[verb].from.includes(refund.status ?? '')
}

/** The money has arrived at the buyer; it leaves our balance now, if it waited for that. */
export function succeedRefund(
  world: World,
  account: Account,
  refund: Stripe.Refund,
  cause = BY_ITSELF,
): void {
  const charge = chargeOf(account, refund)
  if (refund.balance_transaction === null && charge)
    refund.balance_transaction = recordRefund(world, account, refund, charge).id
  change(world, account, refund, 'succeed', cause)
}

/** What a bank may do days later: send the money back (docs.stripe.com/refunds#failed-refunds). */
export function failRefund(
  world: World,
  account: Account,
  refund: Stripe.Refund,
  reason = 'expired_or_canceled_card',
): void {
  takeBack(world, account, refund, reason)
  change(world, account, refund, 'fail', BY_ITSELF)
  void world.announce(account, { type: 'refund.failed', object: refund }, BY_ITSELF)
}

/** `merchant_request` and the balance transaction that returns the money: docs.stripe.com/api/refunds/cancel. */
export function cancelRefund(world: World, account: Account, refund: Stripe.Refund, cause = BY_ITSELF): void {
  takeBack(world, account, refund, 'merchant_request')
  change(world, account, refund, 'cancel', cause)
}

/** The charge counts as not refunded by this amount again, and what had left our balance returns to it. */
function takeBack(world: World, account: Account, refund: Stripe.Refund, reason: string): void {
  if (refund.balance_transaction !== null)
    refund.failure_balance_transaction = recordFailedRefund(world, account, refund).id
  refund.failure_reason = reason
  const charge = chargeOf(account, refund)
  if (!charge) return
  charge.amount_refunded -= refund.amount
  charge.refunded = false
}

/** Both names of the same news: `charge.refund.updated` is the older one, for refunds of a charge (SDK types). */
function change(world: World, account: Account, refund: Stripe.Refund, verb: RefundVerb, cause: Cause): void {
  const previous = { status: refund.status }
  refund.status = REFUND_MOVES[verb].to
  delete refund.pending_reason
  delete refund.next_action
  void world.announce(account, { type: 'charge.refund.updated', object: refund, previous }, cause)
  void world.announce(account, { type: 'refund.updated', object: refund, previous }, cause)
}

function chargeOf(account: Account, refund: Stripe.Refund): Stripe.Charge | undefined {
  return typeof refund.charge === 'string' ? account.tables.charge.get(refund.charge) : undefined
}
