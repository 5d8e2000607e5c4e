import type Stripe from 'stripe'
import type { Account } from './store'
import { BY_ITSELF, type Cause, type World } from './world'

/** Ends an open session: it can no longer be paid, and a payment begun on it is cancelled. */
export function expireSession(
  world: World,
  account: Account,
  session: Stripe.Checkout.Session,
  cause: Cause,
): void {
  session.status = 'expired'
  session.url = null
  const intent =
    typeof session.payment_intent === 'string'
      ? account.tables.payment_intent.get(session.payment_intent)
      : undefined
  if (intent && intent.status !== 'succeeded' && intent.status !== 'canceled') {
    intent.status = 'canceled'
    intent.canceled_at = world.now()
    intent.cancellation_reason = 'automatic'
    intent.next_action = null
    void world.announce(account, { type: 'payment_intent.canceled', object: intent }, cause)
  }
  void world.announce(account, { type: 'checkout.session.expired', object: session }, cause)
}

/** Called before a session is read, so that nobody ever sees an open one that cannot be paid. */
export function expireIfOverdue(world: World, account: Account, session: Stripe.Checkout.Session): void {
  if (session.status === 'open' && session.expires_at <= world.now())
    expireSession(world, account, session, BY_ITSELF)
}

/** The same for all of them: before they are listed, and on a timer. Sessions live a day at most; older ones are done. */
export function expireOverdue(world: World, account: Account): void {
  const oldest = world.now() - 25 * 60 * 60
  for (const session of account.tables.session.newestFirst()) {
    expireIfOverdue(world, account, session)
    if (session.created < oldest) return
  }
}
