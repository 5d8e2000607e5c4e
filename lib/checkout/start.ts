import { createHash, randomUUID } from 'node:crypto'
import { findPublishedBySku } from '@/lib/catalog/read-published'
import type { PublishedCourse } from '@/lib/catalog/published-course'
import type { Clock } from '@/lib/clock'
import type { Database } from '@/lib/db/database'
import type { Handoff } from '@/lib/handoff/handoff'
import { attemptIdSchema } from '@/lib/ids'
import type { SessionId } from '@/lib/ids'
import type { Waker } from '@/lib/jobs/wake'
import type { Logger } from '@/lib/log'
import { requestProcessing } from '@/lib/payments/request-processing'
import type { StripePort } from '@/lib/stripe/port'
import type { SessionOrder } from '@/lib/stripe/session-order'
import { sessionParameters } from '@/lib/stripe/session-parameters'
import { claimAttempt } from './claim-attempt'
import type { Attempt, NewAttempt } from './claim-attempt'
import { closeAttempt, openAttempt } from './close-attempt'
import { ADDRESS_CONFIRMATION } from './confirmation'
import type { CheckoutForm } from './form'
import { newReference } from './reference'

export type StartServices = {
  readonly db: Database
  readonly stripe: StripePort
  readonly clock: Clock
  readonly log: Logger
  readonly waker: Waker
  readonly appUrl: string
}

export type StartRequest = {
  readonly handoff: Handoff
  readonly form: CheckoutForm
  /** Random secret of this browser; only its hash is kept, to know who started the attempt. */
  readonly browser: string
}

export type StartResult =
  /** Send the learner to Stripe. */
  | { readonly outcome: 'pay'; readonly url: string }
  /** This person has paid in an earlier tab: show them how far it is. */
  | { readonly outcome: 'paid'; readonly sessionId: SessionId }
  | { readonly outcome: 'owned' }
  | { readonly outcome: 'not-for-sale' }
  /** Stripe could not be asked or said no. Nothing was charged. */
  | { readonly outcome: 'unavailable' }

/** Below Stripe's 24 hours, so that clocks may differ; far above its 30 minutes, so that a retry is still in range. */
const SESSION_HOURS = 23
/** Each round ends one dead attempt of this person at most; more than a few means something else keeps making them. */
const ROUNDS = 4

/**
 * From the learner's click to a payment page: at most one payable session per person and unit, ever (R10).
 * The attempt is committed before Stripe is called, and its id is the idempotency key, so that a crash or time-out
 * in between is repaired by simply clicking again.
 */
export async function startCheckout(services: StartServices, request: StartRequest): Promise<StartResult> {
  const { db, stripe, log } = services
  const course = await findPublishedBySku(db.prisma, request.handoff.sku, stripe.account)
  if (course === undefined || course.sale !== 'open' || course.price === undefined)
    return { outcome: 'not-for-sale' }
  const prepared = await prepareAttempt(services, request, course)
  if (prepared === undefined) return { outcome: 'unavailable' }
  for (let round = 0; round < ROUNDS; round += 1) {
    const claim = await claimAttempt(db, { smid: request.handoff.smid, email: request.form.email }, prepared)
    if (claim.claim === 'owned') return { outcome: 'owned' }
    const result = await pursue(services, claim.attempt, sameOrder(claim.attempt, prepared))
    if (result !== 'closed') {
      log.info({ attempt: claim.attempt.id, outcome: result.outcome }, 'checkout started')
      return result
    }
  }
  log.error({ sku: request.handoff.sku }, 'checkout attempts keep ending before they can be paid')
  return { outcome: 'unavailable' }
}

/** Brings one live attempt as far as it goes; `closed` means that a new one may be made. */
async function pursue(
  services: StartServices,
  attempt: Attempt,
  same: boolean,
): Promise<StartResult | 'closed'> {
  if (attempt.sessionId === null) return createOrClose(services, attempt, same)
  const read = await services.stripe.readSession(attempt.sessionId)
  if (read.outcome === 'unreachable') return unavailable(services, attempt, read.detail)
  if (read.outcome === 'missing' || read.session.status === 'expired') {
    await closeAttempt(services.db, attempt.id, 'expired')
    return 'closed'
  }
  if (read.session.status === 'complete') return alreadyPaid(services, attempt.sessionId)
  if (same && read.session.url !== undefined) return { outcome: 'pay', url: read.session.url }
  return expireOther(services, attempt, attempt.sessionId)
}

async function createOrClose(
  services: StartServices,
  attempt: Attempt,
  same: boolean,
): Promise<StartResult | 'closed'> {
  const made = await services.stripe.createSession(attempt.parameters, attempt.id)
  if (made.outcome === 'unreachable') return unavailable(services, attempt, made.detail)
  if (made.outcome === 'refused') {
    await closeAttempt(services.db, attempt.id, 'refused')
    services.log.error({ attempt: attempt.id, detail: made.detail }, 'Stripe refused a Checkout session')
    return { outcome: 'unavailable' }
  }
  await openAttempt(services.db, attempt.id, made)
  return same ? { outcome: 'pay', url: made.url } : expireOther(services, attempt, made.id)
}

/** Another country or price was chosen: the session elsewhere must be unpayable before a new one is made. */
async function expireOther(
  services: StartServices,
  attempt: Attempt,
  sessionId: SessionId,
): Promise<StartResult | 'closed'> {
  const expired = await services.stripe.expireSession(sessionId)
  if (expired.outcome === 'unreachable') return unavailable(services, attempt, expired.detail)
  if (expired.outcome === 'expired') await closeAttempt(services.db, attempt.id, 'expired')
  // Not open any more: the next round reads what became of it.
  return 'closed'
}

async function alreadyPaid(services: StartServices, sessionId: SessionId): Promise<StartResult> {
  await requestProcessing(services, services.stripe.account, sessionId)
  return { outcome: 'paid', sessionId }
}

function unavailable({ log }: StartServices, attempt: Attempt, detail: string): StartResult {
  log.error({ attempt: attempt.id, detail }, 'Stripe could not be reached')
  return { outcome: 'unavailable' }
}

async function prepareAttempt(
  { db, stripe, clock, log, appUrl }: StartServices,
  { handoff, form, browser }: StartRequest,
  course: PublishedCourse,
): Promise<NewAttempt | undefined> {
  const price = await db.prisma.price.findUniqueOrThrow({ where: { id: course.price?.id ?? '' } })
  const tax = await taxRoute(stripe, form.country)
  if (price.stripePriceId === null || tax === undefined) {
    log.error(
      { sku: course.sku, country: form.country },
      'no Stripe price or manual tax rate: run the Stripe set-up',
    )
    return undefined
  }
  const id = attemptIdSchema.parse(randomUUID())
  const now = clock.now()
  const expiresAt = new Date(now.getTime() + SESSION_HOURS * 3_600_000)
  const order: SessionOrder = {
    attemptId: id,
    sku: course.sku,
    smid: handoff.smid,
    title: course.content.title,
    stripePriceId: price.stripePriceId,
    email: form.email,
    country: form.country,
    poNumber: form.poNumber,
    tax,
    confirmation: ADDRESS_CONFIRMATION.text,
    expiresAt,
    successUrl: `${appUrl}/university/checkout/done?session_id={CHECKOUT_SESSION_ID}`,
    cancelUrl: `${appUrl}/university/checkout?sku=${course.sku}&cancelled=1`,
  }
  return {
    id,
    reference: newReference(),
    courseId: course.id,
    revisionId: course.revisionId,
    priceId: price.id,
    account: stripe.account,
    country: form.country,
    poNumber: form.poNumber ?? null,
    confirmationVersion: ADDRESS_CONFIRMATION.version,
    confirmedAt: now,
    parameters: sessionParameters(order),
    browserHash: hashBrowser(browser),
    expiresAt,
  }
}

/** Israel goes by the account's manual rate, because Stripe Tax would silently collect nothing there (facts: Stripe). */
async function taxRoute(stripe: StripePort, country: string): Promise<SessionOrder['tax'] | undefined> {
  if (country !== 'IL') return { route: 'automatic' }
  try {
    const taxRateId = await stripe.manualTaxRate(country)
    return taxRateId === undefined ? undefined : { route: 'manual', taxRateId }
  } catch {
    return undefined
  }
}

function sameOrder(attempt: Attempt, prepared: NewAttempt): boolean {
  return (
    attempt.id === prepared.id ||
    (attempt.country === prepared.country &&
      attempt.poNumber === prepared.poNumber &&
      attempt.priceId === prepared.priceId)
  )
}

/** Keeps a browser's secret as its SHA-256. */
export function hashBrowser(browser: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(browser).digest())
}
