import type Stripe from 'stripe'
import { issueInvoice } from './invoices'
import { paymentError } from './payment-intents'
import { recordCharge } from './payment-moves'
import type { SessionDetail } from './session-detail'
import type { Account } from './store'
import { BY_ITSELF, type World } from './world'

const BOUNCED = {
  code: 'payment_intent_payment_attempt_failed',
  declineCode: 'insufficient_funds',
  message: "The customer's account has insufficient funds to cover this payment.",
}

/**
 * Writes the balance transaction of a charge. At Stripe it may exist only moments after the charge (asynchronous
 * capture), and `charge.updated` tells: the fault `settle balance_transaction` with a delay does that here.
 */
export function settleCharge(world: World, account: Account, charge: Stripe.Charge): void {
  const delay = world.settleDelayMs('settle balance_transaction')
  const write = (): void => {
    charge.balance_transaction = recordCharge(world, account, charge).id
    world.changed()
  }
  if (delay === 0) return write()
  world.later(delay, () => {
    write()
    const previous = { balance_transaction: null }
    void world.announce(account, { type: 'charge.updated', object: charge, previous }, BY_ITSELF)
  })
}

/** Ends the bank debits whose time has come. Called on a timer. */
export function settleDue(world: World, account: Account): void {
  const now = world.now()
  for (const detail of account.tables.session_detail.newestFirst()) {
    if (detail.settlement && detail.settlement.at <= now)
      settleDebit(world, account, detail, detail.settlement.outcome)
  }
}

/** A bank debit clears or bounces: days after the session was complete (docs.stripe.com/payments/ach-direct-debit). */
export function settleDebit(
  world: World,
  account: Account,
  detail: SessionDetail,
  outcome: 'succeeded' | 'failed',
): void {
  const session = account.tables.session.get(detail.id)
  const intent =
    typeof session?.payment_intent === 'string'
      ? account.tables.payment_intent.get(session.payment_intent)
      : undefined
  const charge =
    typeof intent?.latest_charge === 'string' ? account.tables.charge.get(intent.latest_charge) : undefined
  detail.settlement = null
  if (!session || !intent || !charge || intent.status !== 'processing') return
  world.changed()
  if (outcome === 'failed') return bounce(world, account, session, intent, charge)
  charge.status = 'succeeded'
  charge.amount_captured = charge.amount
  charge.receipt_url = `${world.url()}/receipts/${charge.id}`
  intent.status = 'succeeded'
  intent.amount_received = intent.amount
  settleCharge(world, account, charge)
  session.payment_status = 'paid'
  void world.announce(account, { type: 'charge.succeeded', object: charge }, BY_ITSELF)
  void world.announce(account, { type: 'payment_intent.succeeded', object: intent }, BY_ITSELF)
  issueInvoice(world, account, session, detail)
  void world.announce(
    account,
    { type: 'checkout.session.async_payment_succeeded', object: session },
    BY_ITSELF,
  )
}

function bounce(
  world: World,
  account: Account,
  session: Stripe.Checkout.Session,
  intent: Stripe.PaymentIntent,
  charge: Stripe.Charge,
): void {
  charge.status = 'failed'
  charge.paid = false
  charge.captured = false
  charge.failure_code = BOUNCED.declineCode
  charge.failure_message = BOUNCED.message
  intent.status = 'requires_payment_method'
  intent.last_payment_error = paymentError(BOUNCED, charge.id)
  void world.announce(account, { type: 'charge.failed', object: charge }, BY_ITSELF)
  void world.announce(account, { type: 'payment_intent.payment_failed', object: intent }, BY_ITSELF)
  void world.announce(account, { type: 'checkout.session.async_payment_failed', object: session }, BY_ITSELF)
}
