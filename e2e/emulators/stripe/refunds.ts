import type Stripe from 'stripe'
import { failedRefundTransaction, refundTransaction } from './balance-transactions'
import type { Call, Handlers } from './call'
import { StripeFault, invalidRequest } from './errors'
import { newId } from './ids'
import { createdWithin, is, listPage } from './lists'
import { mustFind } from './lookup'
import { mergeMetadata } from './metadata'
import type { Account } from './store'
import { BY_ITSELF, type World } from './world'

type Refunds = Pick<
  Handlers,
  'POST /v1/refunds' | 'GET /v1/refunds' | 'GET /v1/refunds/:id' | 'POST /v1/refunds/:id'
>

function chargeToRefund({ account }: Call, params: Stripe.RefundCreateParams): Stripe.Charge {
  if (params.charge !== undefined) return mustFind(account.tables.charge, 'charge', params.charge, 'charge')
  if (params.payment_intent === undefined) {
    const message =
      'One of the following params should be provided for this request: payment_intent or charge.'
    throw invalidRequest(message, { code: 'parameter_missing' })
  }
  const intent = mustFind(
    account.tables.payment_intent,
    'payment_intent',
    params.payment_intent,
    'payment_intent',
  )
  const charge =
    typeof intent.latest_charge === 'string' ? account.tables.charge.get(intent.latest_charge) : undefined
  if (charge?.status === 'succeeded') return charge
  const message = `This PaymentIntent (${intent.id}) does not have a successful charge to refund.`
  throw invalidRequest(message, { param: 'payment_intent' })
}

/** Wordings seen at Stripe (docs.stripe.com/error-codes#charge-already-refunded). */
function amountToRefund(charge: Stripe.Charge, wanted: number | undefined): number {
  const left = charge.amount - charge.amount_refunded
  if (left === 0) {
    const message = `Charge ${charge.id} has already been refunded.`
    throw new StripeFault(400, { type: 'invalid_request_error', code: 'charge_already_refunded', message })
  }
  if (wanted !== undefined && wanted < 1) {
    throw invalidRequest('Invalid positive integer', { param: 'amount', code: 'parameter_invalid_integer' })
  }
  if (wanted !== undefined && wanted > left) {
    const message = `Refund amount (${dollars(wanted)}) is greater than unrefunded amount on charge (${dollars(left)})`
    throw invalidRequest(message, { param: 'amount' })
  }
  return wanted ?? left
}

function dollars(amount: number): string {
  return `$${(amount / 100).toFixed(2)}`
}

function makeRefund(
  charge: Stripe.Charge,
  amount: number,
  params: Stripe.RefundCreateParams,
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
    destination_details: {
      type: 'card',
      card: { reference_status: 'pending', reference_type: 'acquirer_reference_number', type: 'refund' },
    },
    metadata: mergeMetadata({}, params.metadata),
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason: params.reason ?? null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: 'succeeded',
    transfer_reversal: null,
  }
}

function refund(call: Call, params: Stripe.RefundCreateParams): Stripe.Refund {
  const { world, account, cause } = call
  const charge = chargeToRefund(call, params)
  const amount = amountToRefund(charge, params.amount)
  const made = account.tables.refund.add(makeRefund(charge, amount, params, world.now()))
  made.balance_transaction = account.tables.balance_transaction.add(refundTransaction(made, world.now())).id
  charge.amount_refunded += amount
  charge.refunded = charge.amount_refunded === charge.amount
  void world.announce(account, { type: 'refund.created', object: made }, cause)
  void world.announce(account, { type: 'charge.refunded', object: charge }, cause)
  return made
}

/** What a bank may do days later: send the money back (docs.stripe.com/refunds#failed-refunds). Asked for by the control door. */
export function failRefund(world: World, account: Account, made: Stripe.Refund): void {
  const back = account.tables.balance_transaction.add(failedRefundTransaction(made, world.now()))
  made.status = 'failed'
  made.failure_reason = 'expired_or_canceled_card'
  made.failure_balance_transaction = back.id
  const charge = typeof made.charge === 'string' ? account.tables.charge.get(made.charge) : undefined
  if (charge) {
    charge.amount_refunded -= made.amount
    charge.refunded = false
    void world.announce(account, { type: 'charge.refund.updated', object: made }, BY_ITSELF)
  }
  void world.announce(account, { type: 'refund.updated', object: made }, BY_ITSELF)
  void world.announce(account, { type: 'refund.failed', object: made }, BY_ITSELF)
}

export const refunds: Refunds = {
  'POST /v1/refunds': refund,
  'GET /v1/refunds': ({ account }, params) =>
    listPage(account.tables.refund, '/v1/refunds', params, (row) => {
      const same = is(row.charge, params.charge) && is(row.payment_intent, params.payment_intent)
      return same && createdWithin(row.created, params.created)
    }),
  'GET /v1/refunds/:id': ({ account }, _params, id) => mustFind(account.tables.refund, 'refund', id),
  'POST /v1/refunds/:id': ({ world, account, cause }, params, id) => {
    const row = mustFind(account.tables.refund, 'refund', id)
    row.metadata = mergeMetadata(row.metadata ?? {}, params.metadata)
    void world.announce(account, { type: 'refund.updated', object: row }, cause)
    return row
  },
}
