import type Stripe from 'stripe'
import { newId } from './ids'

type Draft = { amount: number; currency: string; automatic: boolean; now: number }

/** Money on its way to the bank, as it is when it is announced. */
export function makePayout({ amount, currency, automatic, now }: Draft): Stripe.Payout {
  return {
    id: newId('po'),
    object: 'payout',
    amount,
    application_fee: null,
    application_fee_amount: null,
    arrival_date: now,
    automatic,
    balance_transaction: null,
    created: now,
    currency,
    description: automatic ? 'STRIPE PAYOUT' : null,
    destination: newId('ba'),
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    livemode: false,
    metadata: {},
    method: 'standard',
    original_payout: null,
    payout_method: null,
    reconciliation_status: automatic ? 'in_progress' : 'not_applicable',
    reversed_by: null,
    source_type: 'card',
    statement_descriptor: null,
    status: 'in_transit',
    trace_id: { status: 'pending', value: null },
    type: 'bank_account',
  }
}
