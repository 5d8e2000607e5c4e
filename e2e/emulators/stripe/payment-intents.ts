import type Stripe from 'stripe'
import type { Handlers } from './call'
import type { Decline } from './cards'
import { newId, randomText } from './ids'
import { createdWithin, is, listPage } from './lists'
import { mustFind } from './lookup'
import { mergeMetadata } from './metadata'

type PaymentIntents = Pick<Handlers, 'GET /v1/payment_intents' | 'GET /v1/payment_intents/:id'>
type SessionParams = Stripe.Checkout.SessionCreateParams

/** The payment of a session, made when the buyer first tries to pay (not before, since API 2022-08-01). */
export function makePaymentIntent(
  session: Stripe.Checkout.Session,
  data: SessionParams['payment_intent_data'],
  now: number,
): Stripe.PaymentIntent {
  const id = newId('pi')
  const customer = typeof session.customer === 'string' ? session.customer : null
  return {
    id,
    object: 'payment_intent',
    amount: session.amount_total ?? 0,
    capture_method: data?.capture_method ?? 'automatic_async',
    client_secret: `${id}_secret_${randomText(25)}`,
    created: now,
    currency: session.currency ?? 'usd',
    customer,
    description: data?.description ?? null,
    metadata: mergeMetadata({}, data?.metadata, 'payment_intent_data[metadata]'),
    payment_method_options: { card: CARD_OPTIONS },
    payment_method_types: session.payment_method_types,
    receipt_email: data?.receipt_email ?? null,
    statement_descriptor_suffix: data?.statement_descriptor_suffix ?? null,
    transfer_group: data?.transfer_group ?? null,
    ...emptyParts(),
  }
}

/** What every new payment has alike: nothing tried, nothing received. */
function emptyParts() {
  return {
    allowed_payment_method_types: null,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    confirmation_method: 'automatic',
    customer_account: null,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_record: null,
    processing: null,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: null,
    status: 'requires_payment_method',
    transfer_data: null,
  } satisfies Partial<Stripe.PaymentIntent>
}

const CARD_OPTIONS: Stripe.PaymentIntent.PaymentMethodOptions.Card = {
  installments: null,
  mandate_options: null,
  network: null,
  request_three_d_secure: 'automatic',
}

/** What a payment remembers of its last refusal. */
export function paymentError(
  decline: Decline,
  charge: string | undefined,
): Stripe.PaymentIntent.LastPaymentError {
  return {
    type: 'card_error',
    code: decline.code,
    message: decline.message,
    doc_url: `https://stripe.com/docs/error-codes/${decline.code.replaceAll('_', '-')}`,
    ...(decline.declineCode === undefined ? {} : { decline_code: decline.declineCode }),
    ...(charge === undefined ? {} : { charge }),
  }
}

export const paymentIntents: PaymentIntents = {
  'GET /v1/payment_intents': ({ account }, params) =>
    listPage(account.tables.payment_intent, '/v1/payment_intents', params, (row) => {
      return is(row.customer, params.customer) && createdWithin(row.created, params.created)
    }),
  'GET /v1/payment_intents/:id': ({ account }, _params, id) =>
    mustFind(account.tables.payment_intent, 'payment_intent', id),
}
