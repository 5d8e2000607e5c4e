import type Stripe from 'stripe'
import { currency, formatMoney } from '@/lib/money'
import type { Call, Handlers } from './call'
import { refundIsSlow } from './card-futures'
import { StripeFault, invalidRequest } from './errors'
import { createdWithin, is, listPage } from './lists'
import { mustFind } from './lookup'
import { mergeMetadata } from './metadata'
import { refuseOddAmount } from './odd-amounts'
import { recordRefund } from './payment-moves'
import { cancelRefund } from './refund-life'
import { makeRefund } from './refund-object'
import type { Settings } from './settings'
import { BY_ITSELF } from './world'

type Refunds = Pick<
  Handlers,
  | 'POST /v1/refunds'
  | 'GET /v1/refunds'
  | 'GET /v1/refunds/:id'
  | 'POST /v1/refunds/:id'
  | 'POST /v1/refunds/:id/cancel'
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

/** Wordings seen at Stripe (docs.stripe.com/error-codes#charge-already-refunded, #charge-disputed). */
function amountToRefund({ account }: Call, charge: Stripe.Charge, wanted: number | undefined): number {
  const left = charge.amount - charge.amount_refunded
  if (left === 0) {
    throw refused('charge_already_refunded', `Charge ${charge.id} has already been refunded.`)
  }
  const takenBack = account.tables.dispute.find(
    (row) => row.charge === charge.id && !row.is_charge_refundable,
  )
  if (takenBack) {
    throw refused('charge_disputed', `Charge ${charge.id} has been charged back; cannot issue a refund.`)
  }
  if (wanted !== undefined && wanted < 1) {
    throw invalidRequest('Invalid positive integer', { param: 'amount', code: 'parameter_invalid_integer' })
  }
  if (wanted !== undefined && wanted > left) {
    const message = `Refund amount (${shown(wanted, charge)}) is greater than unrefunded amount on charge (${shown(left, charge)})`
    throw invalidRequest(message, { param: 'amount' })
  }
  refuseOddAmount(wanted, charge.currency, 'amount')
  return wanted ?? left
}

function refused(code: string, message: string): StripeFault {
  return new StripeFault(400, { type: 'invalid_request_error', code, message })
}

function shown(amount: number, charge: Stripe.Charge): string {
  return formatMoney({ amount: BigInt(amount), currency: currency(charge.currency) })
}

/** Refunds a charge, in part or whole. Throws Stripe's refusal where it cannot be refunded. */
export function refund(call: Call, params: Stripe.RefundCreateParams): Stripe.Refund {
  const { world, account, cause } = call
  const charge = chargeToRefund(call, params)
  const amount = amountToRefund(call, charge, params.amount)
  const start = startOf(world.settingsOf(account), charge)
  const made = account.tables.refund.add(makeRefund(charge, { ...params, amount }, start, world.now()))
  if (start !== 'awaiting_funds') takeFromBalance(call, made, charge)
  const previous = { amount_refunded: charge.amount_refunded, refunded: charge.refunded }
  charge.amount_refunded += amount
  charge.refunded = charge.amount_refunded === charge.amount
  void world.announce(account, { type: 'refund.created', object: made }, cause)
  void world.announce(account, { type: 'charge.refunded', object: charge, previous }, cause)
  return made
}

function startOf(settings: Settings, charge: Stripe.Charge): Settings['refundsStay'] {
  return settings.refundsStay === 'succeeded' && refundIsSlow(charge) ? 'pending' : settings.refundsStay
}

/**
 * The balance transaction is there at once; with the fault `settle refund` and a delay it comes later, and
 * `refund.updated` tells. Whether Stripe announces it so is a guess.
 */
function takeFromBalance({ world, account }: Call, made: Stripe.Refund, charge: Stripe.Charge): void {
  const write = (): void => {
    made.balance_transaction = recordRefund(world, account, made, charge).id
    world.changed()
  }
  const delay = world.settleDelayMs('settle refund')
  if (delay === 0) return write()
  world.later(delay, () => {
    if (made.balance_transaction !== null || ['failed', 'canceled'].includes(made.status ?? '')) return
    write()
    const previous = { balance_transaction: null }
    void world.announce(account, { type: 'refund.updated', object: made, previous }, BY_ITSELF)
  })
}

function cancel({ world, account, cause }: Call, id: string): Stripe.Refund {
  const row = mustFind(account.tables.refund, 'refund', id)
  // "You can't cancel refunds in other states" (docs.stripe.com/api/refunds/cancel). Wording: guess.
  if (row.status !== 'requires_action') {
    throw invalidRequest(`Refund ${id} cannot be canceled because it has status \`${String(row.status)}\`.`)
  }
  cancelRefund(world, account, row, cause)
  return row
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
  'POST /v1/refunds/:id/cancel': (call, _params, id) => cancel(call, id),
}
