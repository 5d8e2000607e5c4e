import Stripe from 'stripe'
import type { Account, AttemptId, SessionId } from '@/lib/ids'
import { attemptIdSchema, sessionIdSchema } from '@/lib/ids'
import { balanceLinesSince, readBalanceLine } from './balance-list'
import { createStripeClient } from './client'
import { undeliveredEvents } from './event-list'
import { createInvoices } from './invoice-port'
import type { CreateSessionResult, ExpireSessionResult, ReadSessionResult, StripePort } from './port'
import { hasMoneyBack, readMoneyBack } from './read-money-back'
import { createPrices } from './price-port'
import { paymentOf, sessionOfPayment } from './payment-of'
import { SESSION_EXPANSIONS, expandedCharge, isSession, sessionFacts } from './session-facts'
import type { SessionParameters } from './session-parameters'
import { calculateTax } from './tax-calculation'
import { manualTaxRates } from './tax-rates'
import { taxRegistrations } from './tax-registrations'
import { verifyEvent } from './verify-event'

export type StripeAccountSettings = {
  readonly account: Account
  readonly secretKey: string
  readonly webhookSecret: string
  readonly publishableKey?: string | undefined
  readonly apiUrl?: string | undefined
}

/** Makes the port of one Stripe account. */
export function createStripeAccount(settings: StripeAccountSettings): StripePort {
  const stripe = createStripeClient(settings)
  return {
    account: settings.account,
    livemode: /^[sr]k_live_/.test(settings.secretKey),
    publishableKey: settings.publishableKey,
    createSession: (parameters, key) => createSession(stripe, parameters, key),
    readSession: (id, { moneyBack } = { moneyBack: false }) => readSession(stripe, id, moneyBack),
    paymentOf: (object) => paymentOf(stripe, object),
    sessionOfPayment: (id) => sessionOfPayment(stripe, id),
    expireSession: (id) => expireSession(stripe, id),
    completedSince: (since) => completedSince(stripe, since),
    undeliveredEvents: (types, since) => undeliveredEvents(stripe, types, since),
    balanceLinesSince: (since) => balanceLinesSince(stripe, since),
    readBalanceLine: (id) => readBalanceLine(stripe, id),
    attemptOfInvoice: (id) => attemptOfInvoice(stripe, id),
    invoices: createInvoices(stripe),
    prices: createPrices(stripe),
    manualTaxRate: manualTaxRates(stripe),
    taxRegistrations: taxRegistrations(stripe),
    calculateTax: (question) => calculateTax(stripe, question),
    verify: (rawBody, signature, now) =>
      verifyEvent(stripe, settings.webhookSecret, { rawBody, signature, now }),
  }
}

async function createSession(
  stripe: Stripe,
  parameters: SessionParameters,
  key: AttemptId,
): Promise<CreateSessionResult> {
  try {
    const session = await stripe.checkout.sessions.create(parameters, { idempotencyKey: key })
    if (session.url === null && session.client_secret === null)
      return { outcome: 'refused', detail: 'the session came back with no way to pay it' }
    return {
      outcome: 'created',
      id: sessionIdSchema.parse(session.id),
      url: session.url ?? undefined,
      expiresAt: new Date(session.expires_at * 1_000),
    }
  } catch (error) {
    return { outcome: isFinal(error) ? 'refused' : 'unreachable', detail: describe(error) }
  }
}

/**
 * Stripe keeps the first answer of an idempotency key for a day, its own 500s included: after any answer with a body,
 * asking again with that key cannot help. Too many requests (429) and a key still in use (409) are not kept.
 */
function isFinal(error: unknown): boolean {
  if (!(error instanceof Stripe.errors.StripeError)) return false
  const { statusCode } = error
  return statusCode !== undefined && statusCode !== 429 && statusCode !== 409 && statusCode !== 401
}

async function readSession(stripe: Stripe, id: SessionId, asked: boolean): Promise<ReadSessionResult> {
  try {
    const session = await stripe.checkout.sessions.retrieve(id, { expand: SESSION_EXPANSIONS })
    if (!isSession(session)) return { outcome: 'unreachable', detail: 'the answer is no Checkout session' }
    const charge = expandedCharge(session)
    const wanted = charge !== undefined && (asked || hasMoneyBack(charge))
    const moneyBack = wanted ? await readMoneyBack(stripe, charge, session.invoice) : undefined
    return { outcome: 'found', session: sessionFacts(session, moneyBack) }
  } catch (error) {
    if (isMissing(error)) return { outcome: 'missing' }
    if (error instanceof Stripe.errors.StripeError) return { outcome: 'unreachable', detail: describe(error) }
    throw error
  }
}

async function expireSession(stripe: Stripe, id: SessionId): Promise<ExpireSessionResult> {
  try {
    await stripe.checkout.sessions.expire(id)
    return { outcome: 'expired' }
  } catch (error) {
    // Stripe refuses to expire a session that is not open; a missing one cannot be paid either.
    if (isMissing(error) || error instanceof Stripe.errors.StripeInvalidRequestError)
      return { outcome: 'not-open' }
    return { outcome: 'unreachable', detail: describe(error) }
  }
}

async function attemptOfInvoice(stripe: Stripe, id: string): Promise<AttemptId | undefined> {
  try {
    const { metadata } = await stripe.invoices.retrieve(id)
    return attemptIdSchema.safeParse(metadata?.['checkout_id']).data
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

async function* completedSince(stripe: Stripe, since: Date): AsyncIterable<SessionId> {
  const created = { gte: Math.floor(since.getTime() / 1_000) }
  for await (const session of stripe.checkout.sessions.list({ status: 'complete', created, limit: 100 })) {
    yield sessionIdSchema.parse(session.id)
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_missing'
}

/** Never the message's echo of our parameters: type, code and Stripe's request id find it in the dashboard. */
function describe(error: unknown): string {
  if (!(error instanceof Stripe.errors.StripeError)) return error instanceof Error ? error.name : 'unknown'
  return [error.type, error.code, error.param, error.requestId].filter(Boolean).join(' ')
}
