import type Stripe from 'stripe'
import { newId } from './ids'

const DAY = 24 * 60 * 60
/** "Typically 7 to 21 days, depending on the card network" (docs.stripe.com/disputes/responding). */
const ANSWER_WITHIN = 14 * DAY

/** Visa's code of each reason that a test may name (docs.stripe.com/disputes/categories#network-code-map). */
const NETWORK_CODES: Record<string, string> = {
  fraudulent: '10.4',
  duplicate: '12.6.1',
  product_not_received: '13.1',
  product_unacceptable: '13.3',
  credit_not_processed: '13.6',
}

export type DisputeDraft = {
  amount: number
  reason: string
  caseType: 'inquiry' | 'chargeback' | 'resolution'
}

/** A dispute that a buyer's bank has just opened, with nothing withdrawn and nothing answered. */
export function makeDispute(
  charge: Stripe.Charge,
  { amount, reason, caseType }: DisputeDraft,
  now: number,
): Stripe.Dispute {
  return {
    id: newId('du'),
    object: 'dispute',
    amount,
    balance_transactions: [],
    charge: charge.id,
    created: now,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: emptyEvidence(charge),
    evidence_details: {
      due_by: now + ANSWER_WITHIN,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'not_submitted',
    },
    intended_submission_method: null,
    is_charge_refundable: caseType === 'inquiry',
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    ...method(charge, reason, caseType),
    reason,
    status: caseType === 'inquiry' ? 'warning_needs_response' : 'needs_response',
  }
}

function method(
  charge: Stripe.Charge,
  reason: string,
  caseType: DisputeDraft['caseType'],
): Pick<Stripe.Dispute, 'payment_method_details'> {
  const card = charge.payment_method_details?.card
  if (!card) return {}
  const brand = card.brand ?? 'unknown'
  const details = { brand, case_type: caseType, network: card.network ?? brand }
  return {
    payment_method_details: {
      type: 'card',
      card: { ...details, network_reason_code: NETWORK_CODES[reason] ?? null },
    },
  }
}

/** Stripe fills in what it knows of the buyer; the rest is for the seller to give. */
function emptyEvidence(charge: Stripe.Charge): Stripe.Dispute.Evidence {
  return {
    access_activity_log: null,
    billing_address: null,
    cancellation_policy: null,
    cancellation_policy_disclosure: null,
    cancellation_rebuttal: null,
    customer_communication: null,
    customer_email_address: charge.billing_details.email,
    customer_name: charge.billing_details.name,
    customer_purchase_ip: null,
    customer_signature: null,
    duplicate_charge_documentation: null,
    duplicate_charge_explanation: null,
    duplicate_charge_id: null,
    enhanced_evidence: {},
    product_description: charge.description,
    receipt: null,
    refund_policy: null,
    refund_policy_disclosure: null,
    refund_refusal_explanation: null,
    service_date: null,
    service_documentation: null,
    shipping_address: null,
    shipping_carrier: null,
    shipping_date: null,
    shipping_documentation: null,
    shipping_tracking_number: null,
    uncategorized_file: null,
    uncategorized_text: null,
  }
}
