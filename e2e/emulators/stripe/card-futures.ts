import type Stripe from 'stripe'
import { fingerprintOf } from './cards'
import { openDispute } from './dispute-life'
import { warnOfFraud } from './early-fraud-warnings'
import { failRefund, succeedRefund } from './refund-life'
import type { Account } from './store'
import type { World } from './world'

/** Stripe's test cards whose payment is disputed as soon as it is made (docs.stripe.com/testing#disputes). */
const DISPUTED: Record<string, { reason: string; kind: 'dispute' | 'inquiry' }> = {
  '4000000000000259': { reason: 'fraudulent', kind: 'dispute' },
  '4000000000002685': { reason: 'product_not_received', kind: 'dispute' },
  '4000000000001976': { reason: 'fraudulent', kind: 'inquiry' },
}
const WARNED = '4000000000005423'

/** Cards whose refunds end later: one is pending first, one succeeds first and then fails (docs.stripe.com/testing#refunds). */
const REFUND_SUCCEEDS_LATER = fingerprintOf('4000000000007726')
const REFUND_FAILS_LATER = fingerprintOf('4000000000005126')

/** What the bank does about a payment that this card has just made. Most cards have no such future. */
export function fulfilFuture(world: World, account: Account, charge: Stripe.Charge, card: string): void {
  const dispute = DISPUTED[card]
  if (dispute) openDispute(world, account, charge, { ...dispute, amount: charge.amount })
  if (card === WARNED) warnOfFraud(world, account, charge, 'unauthorized_use_of_card')
}

/** Whether a refund to this card is pending first. */
export function refundIsSlow(charge: Stripe.Charge): boolean {
  return charge.payment_method_details?.card?.fingerprint === REFUND_SUCCEEDS_LATER
}

/** Ends the refunds to those two cards once their time has come. Called on a timer. */
export function endRefundsDue(world: World, account: Account): void {
  const due = world.now() - world.settingsOf(account).bankDebitSeconds
  for (const refund of account.tables.refund.newestFirst()) {
    if (refund.created > due) continue
    const charge = account.tables.charge.get(String(refund.charge))
    const fingerprint = charge?.payment_method_details?.card?.fingerprint
    if (fingerprint === REFUND_SUCCEEDS_LATER && refund.pending_reason === 'processing')
      succeedRefund(world, account, refund)
    else if (fingerprint === REFUND_FAILS_LATER && refund.status === 'succeeded')
      failRefund(world, account, refund)
    else continue
    world.changed()
  }
}
