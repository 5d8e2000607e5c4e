import type Stripe from 'stripe'
import { type CardOutcome, type Decline, judgeCard } from './cards'
import { fulfilFuture } from './card-futures'
import { makeCharge } from './charges'
import type { Checkout } from './checkout'
import { finishSession } from './completion'
import { makePaymentIntent, paymentError } from './payment-intents'
import { pagePath } from './payment-page/address'
import type { Payer } from './payer'
import { spentDiscount } from './redemptions'
import { priceSession } from './session-amounts'
import { expireIfOverdue } from './session-expiry'
import { settleCharge } from './settlement'
import { BY_ITSELF } from './world'

export type PayResult =
  /** `notified` ends with the first answer to checkout.session.completed. */
  | { kind: 'complete'; notified: Promise<void> }
  | { kind: 'challenge' }
  | { kind: 'declined'; decline: Decline }
  | { kind: 'malformed'; field: string; message: string }
  /** Paid or expired meanwhile, by another tab for instance: nothing was charged now. */
  | { kind: 'closed' }

export const AUTHENTICATION_FAILED: Decline = {
  code: 'payment_intent_authentication_failure',
  message:
    'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
}

/** A buyer presses Pay. Everything happens in one go: two presses at once make one payment. */
export function pay(checkout: Checkout, payer: Payer): PayResult {
  const { world, account, session, detail } = checkout
  expireIfOverdue(world, account, session)
  if (session.status !== 'open') return { kind: 'closed' }
  const spent = spentDiscount(checkout)
  priceSession(world, account, session, detail, payer.address, payer.taxId)
  world.changed()
  if (spent !== undefined) return { kind: 'malformed', field: 'promotion_code', message: spent }
  if (session.amount_total === 0)
    return { kind: 'complete', notified: finishSession(checkout, payer, 'no_payment_required') }
  if (payer.method.kind === 'us_bank_account') return payByDebit(checkout, payer, payer.method.outcome)
  const outcome = judgeCard(payer.method, world.clock.now())
  if (outcome.kind === 'malformed') return outcome
  const intent = openIntent(checkout)
  if (outcome.challenge) return challenge(checkout, payer, intent)
  return settle(checkout, payer, intent, outcome)
}

/** The buyer's answer on the bank's page (3-D Secure). */
export function answerChallenge(checkout: Checkout, passed: boolean): PayResult {
  const { world, account, session, detail } = checkout
  expireIfOverdue(world, account, session)
  const payer = detail.challenged
  if (session.status !== 'open' || !payer || payer.method.kind !== 'card') return { kind: 'closed' }
  detail.challenged = null
  world.changed()
  const spent = spentDiscount(checkout)
  if (spent !== undefined) {
    priceSession(world, account, session, detail, payer.address, payer.taxId)
    return { kind: 'malformed', field: 'promotion_code', message: spent }
  }
  const intent = openIntent(checkout)
  intent.next_action = null
  if (!passed) return refuse(checkout, intent, AUTHENTICATION_FAILED, undefined)
  const outcome = judgeCard(payer.method, world.clock.now())
  return outcome.kind === 'malformed' ? outcome : settle(checkout, payer, intent, outcome)
}

function challenge(
  { world, account, session, detail }: Checkout,
  payer: Payer,
  intent: Stripe.PaymentIntent,
): PayResult {
  const page = `${world.url()}${pagePath(session)}/challenge`
  intent.status = 'requires_action'
  intent.next_action = {
    type: 'redirect_to_url',
    redirect_to_url: { return_url: session.success_url ?? session.return_url ?? null, url: page },
  }
  detail.challenged = payer
  void world.announce(account, { type: 'payment_intent.requires_action', object: intent }, BY_ITSELF)
  return { kind: 'challenge' }
}

function settle(
  checkout: Checkout,
  payer: Payer,
  intent: Stripe.PaymentIntent,
  outcome: Exclude<CardOutcome, { kind: 'malformed' }>,
): PayResult {
  const { world, account } = checkout
  const decline = outcome.kind === 'declined' ? outcome.decline : null
  const status = decline ? 'failed' : 'succeeded'
  const basics = { now: world.now(), pageUrl: world.url(), decline, status }
  const charge = account.tables.charge.add(makeCharge(intent, payer, basics))
  intent.latest_charge = charge.id
  if (decline) {
    void world.announce(account, { type: 'charge.failed', object: charge }, BY_ITSELF)
    return refuse(checkout, intent, decline, charge.id)
  }
  intent.status = 'succeeded'
  intent.amount_received = intent.amount
  intent.payment_method = charge.payment_method
  intent.last_payment_error = null
  settleCharge(world, account, charge)
  void world.announce(account, { type: 'charge.succeeded', object: charge }, BY_ITSELF)
  void world.announce(account, { type: 'payment_intent.succeeded', object: intent }, BY_ITSELF)
  const notified = finishSession(checkout, payer, 'paid')
  if (payer.method.kind === 'card') fulfilFuture(world, account, charge, payer.method.number)
  return { kind: 'complete', notified }
}

/** The session stays open: the buyer may try another card. */
function refuse(
  { world, account }: Checkout,
  intent: Stripe.PaymentIntent,
  decline: Decline,
  charge: string | undefined,
): PayResult {
  intent.status = 'requires_payment_method'
  intent.last_payment_error = paymentError(decline, charge)
  void world.announce(account, { type: 'payment_intent.payment_failed', object: intent }, BY_ITSELF)
  return { kind: 'declined', decline }
}

/** The session is complete at once and unpaid; whether the debit clears is known later (settlement.ts). */
function payByDebit(checkout: Checkout, payer: Payer, outcome: 'succeeded' | 'failed'): PayResult {
  const { world, account, session, detail } = checkout
  if (!session.payment_method_types.includes('us_bank_account')) {
    return { kind: 'malformed', field: 'method', message: 'This payment method is not available.' }
  }
  const intent = openIntent(checkout)
  const basics = { now: world.now(), pageUrl: world.url(), decline: null, status: 'pending' }
  const charge = account.tables.charge.add(makeCharge(intent, payer, basics))
  intent.status = 'processing'
  intent.latest_charge = charge.id
  intent.payment_method = charge.payment_method
  detail.settlement = { at: world.now() + world.settingsOf(account).bankDebitSeconds, outcome }
  void world.announce(account, { type: 'payment_intent.processing', object: intent }, BY_ITSELF)
  void world.announce(account, { type: 'charge.pending', object: charge }, BY_ITSELF)
  return { kind: 'complete', notified: finishSession(checkout, payer, 'unpaid') }
}

/** The payment this session already has, at the amount it costs now, or a new one. */
function openIntent({ world, account, session, detail }: Checkout): Stripe.PaymentIntent {
  const known =
    typeof session.payment_intent === 'string'
      ? account.tables.payment_intent.get(session.payment_intent)
      : undefined
  if (known) {
    known.amount = session.amount_total ?? 0
    return known
  }
  const made = makePaymentIntent(session, detail.params.payment_intent_data, world.now())
  account.tables.payment_intent.add(made)
  session.payment_intent = made.id
  void world.announce(account, { type: 'payment_intent.created', object: made }, BY_ITSELF)
  return made
}
