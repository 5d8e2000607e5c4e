import type Stripe from 'stripe'
import type { Handlers } from './call'
import { newId } from './ids'
import { createdWithin, is, listPage } from './lists'
import { mustFind } from './lookup'
import { percentOf } from './percentages'

type BalanceTransactions = Pick<Handlers, 'GET /v1/balance_transactions' | 'GET /v1/balance_transactions/:id'>

const DAY = 24 * 60 * 60
/** Stripe's public price for cards in the United States: 2.9 % and 30 cents (stripe.com/pricing). */
const CARD_PERCENT = 2.9
const CARD_FIXED = 30
/** Of a bank debit: 0.8 %, five dollars at most (stripe.com/pricing). */
const DEBIT_PERCENT = 0.8
const DEBIT_MOST = 500

/** What Stripe keeps of a charge, in minor units. The fixed part is 30 of any currency: a simplification. */
export function feeOf(amount: number, kind: 'card' | 'us_bank_account'): number {
  if (kind === 'card') return percentOf(amount, CARD_PERCENT) + CARD_FIXED
  return Math.min(percentOf(amount, DEBIT_PERCENT), DEBIT_MOST)
}

/** Money in: the charge less the fee, available two days later. */
export function chargeTransaction(charge: Stripe.Charge, now: number): Stripe.BalanceTransaction {
  const card = charge.payment_method_details?.type === 'card'
  const fee = feeOf(charge.amount, card ? 'card' : 'us_bank_account')
  const detail = {
    amount: fee,
    application: null,
    currency: charge.currency,
    description: 'Stripe processing fees',
  }
  return {
    ...transaction(charge, now),
    amount: charge.amount,
    fee,
    fee_details: [{ ...detail, type: 'stripe_fee' }],
    net: charge.amount - fee,
    reporting_category: 'charge',
    source: charge.id,
    type: card ? 'charge' : 'payment',
  }
}

/** Money back: the whole refund. Stripe keeps the fee it took (docs.stripe.com/refunds). */
export function refundTransaction(refund: Stripe.Refund, now: number): Stripe.BalanceTransaction {
  return {
    ...transaction({ currency: refund.currency, description: 'REFUND FOR CHARGE' }, now),
    amount: -refund.amount,
    net: -refund.amount,
    reporting_category: 'refund',
    source: refund.id,
    type: 'refund',
  }
}

/** A refund the bank sent back: the money returns to the balance. */
export function failedRefundTransaction(refund: Stripe.Refund, now: number): Stripe.BalanceTransaction {
  return {
    ...transaction({ currency: refund.currency, description: 'REFUND FAILURE' }, now),
    amount: refund.amount,
    net: refund.amount,
    reporting_category: 'refund_failure',
    source: refund.id,
    type: 'refund_failure',
  }
}

function transaction(
  of: { currency: string; description: string | null },
  now: number,
): Stripe.BalanceTransaction {
  return {
    id: newId('txn'),
    object: 'balance_transaction',
    amount: 0,
    available_on: now + 2 * DAY,
    balance_type: 'payments',
    created: now,
    currency: of.currency,
    description: of.description,
    exchange_rate: null,
    fee: 0,
    fee_details: [],
    net: 0,
    reporting_category: 'other',
    source: null,
    status: 'pending',
    type: 'adjustment',
  }
}

export const balanceTransactions: BalanceTransactions = {
  'GET /v1/balance_transactions': ({ world, account }, params) =>
    listPage(account.tables.balance_transaction, '/v1/balance_transactions', params, (row) => {
      becomeAvailable(row, world.now())
      const same =
        is(row.source, params.source) && is(row.type, params.type) && is(row.currency, params.currency)
      return same && createdWithin(row.created, params.created)
    }),
  'GET /v1/balance_transactions/:id': ({ world, account }, _params, id) => {
    const row = mustFind(account.tables.balance_transaction, 'balance_transaction', id)
    becomeAvailable(row, world.now())
    return row
  },
}

function becomeAvailable(row: Stripe.BalanceTransaction, now: number): void {
  if (row.available_on <= now) row.status = 'available'
}
