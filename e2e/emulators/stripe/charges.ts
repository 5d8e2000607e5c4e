import type Stripe from 'stripe'
import type { Handlers } from './call'
import { type Decline, brandOf, fingerprintOf } from './cards'
import { newId, randomText } from './ids'
import { createdWithin, is, listPage } from './lists'
import { mustFind } from './lookup'
import type { CardEntry, Payer } from './payer'

type Charges = Pick<Handlers, 'GET /v1/charges' | 'GET /v1/charges/:id'>

/** One try to take the money: succeeded, pending (a bank debit), or failed with a reason. */
export function makeCharge(
  intent: Stripe.PaymentIntent,
  payer: Payer,
  {
    now,
    pageUrl,
    decline,
    status,
  }: { now: number; pageUrl: string; decline: Decline | null; status: Stripe.Charge.Status },
): Stripe.Charge {
  const id = newId(payer.method.kind === 'card' ? 'ch' : 'py')
  const succeeded = status === 'succeeded'
  return {
    id,
    object: 'charge',
    amount: intent.amount,
    amount_captured: succeeded ? intent.amount : 0,
    billing_details: {
      address: payer.address,
      email: payer.email,
      name: payer.name,
      phone: null,
      tax_id: null,
    },
    captured: status !== 'failed',
    created: now,
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    failure_code: decline?.code ?? null,
    failure_message: decline?.message ?? null,
    metadata: intent.metadata,
    outcome: outcome(decline),
    paid: status !== 'failed',
    payment_intent: intent.id,
    payment_method: newId('pm'),
    payment_method_details: methodDetails(intent.amount, payer),
    receipt_email: intent.receipt_email,
    receipt_url: succeeded ? `${pageUrl}/receipts/${id}` : null,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    status,
    transfer_group: intent.transfer_group,
    ...emptyParts(),
  }
}

/** What every new charge has alike. */
function emptyParts() {
  return {
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    calculated_statement_descriptor: null,
    disputed: false,
    failure_balance_transaction: null,
    fraud_details: {},
    livemode: false,
    on_behalf_of: null,
    receipt_number: null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    transfer_data: null,
  } satisfies Partial<Stripe.Charge>
}

function outcome(decline: Decline | null): Stripe.Charge.Outcome {
  const base = {
    advice_code: null,
    network_advice_code: null,
    network_decline_code: null,
    risk_level: 'normal',
    risk_score: 12,
  }
  if (!decline) {
    const seller_message = 'Payment complete.'
    return {
      ...base,
      network_status: 'approved_by_network',
      reason: null,
      seller_message,
      type: 'authorized',
    }
  }
  return {
    ...base,
    network_status: 'declined_by_network',
    reason: decline.declineCode ?? decline.code,
    seller_message: 'The bank did not return any further details with this decline.',
    type: 'issuer_declined',
  }
}

function methodDetails(amount: number, payer: Payer): Stripe.Charge.PaymentMethodDetails {
  if (payer.method.kind === 'card') return { type: 'card', card: cardDetails(amount, payer.method) }
  return {
    type: 'us_bank_account',
    us_bank_account: {
      account_holder_type: 'individual',
      account_type: 'checking',
      bank_name: 'STRIPE TEST BANK',
      fingerprint: null,
      last4: payer.method.outcome === 'succeeded' ? '6789' : '1116',
      payment_reference: null,
      routing_number: '110000000',
    },
  }
}

function cardDetails(amount: number, card: CardEntry): Stripe.Charge.PaymentMethodDetails.Card {
  const brand = brandOf(card.number)
  return {
    amount_authorized: amount,
    authorization_code: null,
    brand,
    checks: { address_line1_check: null, address_postal_code_check: 'pass', cvc_check: 'pass' },
    country: 'US',
    electronic_commerce_indicator: null,
    exp_month: card.expMonth,
    exp_year: card.expYear,
    extended_authorization: { status: 'disabled' },
    fingerprint: fingerprintOf(card.number),
    funding: 'credit',
    incremental_authorization: { status: 'unavailable' },
    installments: null,
    last4: card.number.slice(-4),
    mandate: null,
    multicapture: { status: 'unavailable' },
    network: brand,
    network_token: { used: false },
    network_transaction_id: randomText(15, '0123456789'),
    overcapture: { maximum_amount_capturable: amount, status: 'unavailable' },
    regulated_status: 'unregulated',
    three_d_secure: null,
    transaction_link_id: null,
    wallet: null,
  }
}

export const charges: Charges = {
  'GET /v1/charges': ({ account }, params) =>
    listPage(account.tables.charge, '/v1/charges', params, (row) => {
      const same = is(row.customer, params.customer) && is(row.payment_intent, params.payment_intent)
      return same && createdWithin(row.created, params.created)
    }),
  'GET /v1/charges/:id': ({ account }, _params, id) => mustFind(account.tables.charge, 'charge', id),
}
