import type Stripe from 'stripe'
import { newId } from './ids'
import { mergeMetadata } from './metadata'
import { byCard } from './payment-moves'
import type { Settings } from './settings'

type RefundParams = {
  amount: number
  metadata?: Stripe.RefundCreateParams['metadata']
  reason?: string | undefined
}
type Start = Settings['refundsStay']

const DAY = 24 * 60 * 60

/** A new refund, in the status that it begins with. */
export function makeRefund(
  charge: Stripe.Charge,
  { amount, metadata, reason }: RefundParams,
  start: Start,
  now: number,
): Stripe.Refund {
  return {
    id: newId('re'),
    object: 'refund',
    amount,
    balance_transaction: null,
    charge: charge.id,
    created: now,
    currency: charge.currency,
    customer: charge.customer,
    customer_account: null,
    metadata: mergeMetadata({}, metadata),
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason: reason ?? null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: start === 'awaiting_funds' ? 'pending' : start,
    transfer_reversal: null,
    ...(byCard(charge) ? { destination_details: CARD } : {}),
    ...pendingParts(charge, start, now),
  }
}

const CARD: Stripe.Refund.DestinationDetails = {
  type: 'card',
  card: { reference_status: 'pending', reference_type: 'acquirer_reference_number', type: 'refund' },
}

/** Why it is not done: on its way, waiting until our balance covers it, or for the buyer's bank details by e-mail. */
function pendingParts(charge: Stripe.Charge, start: Start, now: number): Partial<Stripe.Refund> {
  if (start === 'succeeded') return {}
  if (start === 'pending') return { pending_reason: 'processing' }
  if (start === 'awaiting_funds') return { pending_reason: 'insufficient_funds' }
  const email_sent = { email_sent_at: now, email_sent_to: charge.billing_details.email ?? '' }
  // How long the buyer has: 45 days (docs.stripe.com/refunds, from memory).
  return {
    next_action: { type: 'display_details', display_details: { email_sent, expires_at: now + 45 * DAY } },
  }
}
