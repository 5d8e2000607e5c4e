import type { PublishedCourse } from '@/lib/catalog/published-course'
import { findPublishedBySku } from '@/lib/catalog/read-published'
import type { Clock } from '@/lib/clock'
import type { Database } from '@/lib/db/database'
import { failpoint } from '@/lib/failpoint'
import type { Handoff } from '@/lib/handoff/handoff'
import { emailKey } from '@/lib/identity/email-key'
import { knownEmail } from '@/lib/identity/buyer'
import type { Learner } from '@/lib/identity/learner'
import type { SessionId, Sku } from '@/lib/ids'
import type { Waker } from '@/lib/jobs/wake'
import type { Logger } from '@/lib/log'
import { formatMoney } from '@/lib/money'
import { requestProcessing } from '@/lib/payments/request-processing'
import type { StripeAccounts } from '@/lib/stripe/accounts'
import type { StripePort } from '@/lib/stripe/port'
import type { PaymentForm } from '@/lib/stripe/session-order'
import type { IsraelTaxRoute } from '@/lib/tax/route'
import { claimAttempt } from './claim-attempt'
import type { Attempt, NewAttempt } from './claim-attempt'
import { closeAttempt, openAttempt } from './close-attempt'
import type { CheckoutForm } from './form'
import { identify } from './identify'
import type { Identified } from './identify'
import { prepareAttempt } from './prepare-attempt'
import { isWhatWasSeen, readTerms } from './terms'
import type { Terms, TermsSeen } from './terms'

export type StartServices = {
  readonly db: Database
  readonly accounts: StripeAccounts
  readonly clock: Clock
  readonly log: Logger
  readonly waker: Waker
  readonly appUrl: string
  /** How new sessions are paid; hosted, where nothing else is said. Those open already stay what they are. */
  readonly paymentForm?: PaymentForm
  /** How new sessions to Israel are taxed; by the account's own rate, where nothing else is said. */
  readonly israelTaxRoute?: IsraelTaxRoute
}

export type StartRequest = {
  readonly sku: Sku
  readonly handoff: Handoff | undefined
  readonly learner: Learner | undefined
  /** Redis Cloud sign-in is set up here; then a plain link alone does not say who pays. */
  readonly signInConfigured: boolean
  readonly ownAccount: boolean
  /** The learner confirmed buying again what they own, where that makes sense (a retake). */
  readonly again: boolean
  readonly form: CheckoutForm
  /** The price that the page showed, in its words; undefined where it showed none. */
  readonly priceSeen?: string | undefined
  /** The versions of the words that the page showed; where nothing is said, those in force. */
  readonly termsSeen?: TermsSeen | undefined
  /** Random secret of this browser; only its hash is kept, to know who started the attempt. */
  readonly browser: string
}

export type StartResult =
  /** Send the learner to Stripe. */
  | { readonly outcome: 'pay'; readonly url: string }
  /** Show them Stripe's form inside our page. */
  | { readonly outcome: 'pay-here'; readonly sessionId: SessionId }
  /** This person has paid in an earlier tab: show them how far it is. */
  | { readonly outcome: 'paid'; readonly sessionId: SessionId }
  | { readonly outcome: 'owned' }
  /** Owned, but it can be bought again when the learner says so. */
  | { readonly outcome: 'owned-repeatable' }
  | { readonly outcome: 'payment-pending' }
  /** Paid before, and the buyer's bank questions it. */
  | { readonly outcome: 'disputed' }
  | { readonly outcome: 'link-used' }
  /** Who pays is not settled: the page says what to do. */
  | { readonly outcome: 'not-identified'; readonly step: Exclude<Identified['step'], 'pay'> }
  | { readonly outcome: 'email-missing' }
  | { readonly outcome: 'not-for-sale' }
  /** Sold, but the account of this billing country has no price for it. */
  | { readonly outcome: 'not-sold-there' }
  /** It costs something else than the page showed, there or by now: the learner has to see that first. */
  | { readonly outcome: 'price-changed'; readonly price: NonNullable<PublishedCourse['price']> }
  /** Other words are in force by now than the page showed: the learner has to read and confirm those. */
  | { readonly outcome: 'terms-changed'; readonly terms: Terms }
  /** Stripe could not be asked or said no. Nothing was charged. */
  | { readonly outcome: 'unavailable' }

/** Each round ends one dead attempt of this person at most; more than a few means something else keeps making them. */
const ROUNDS = 4

/**
 * From the learner's click to a payment page: at most one payable session per person and unit, ever (R10).
 * The attempt is committed before Stripe is called, and its id is the idempotency key, so that a crash or time-out
 * in between is repaired by simply clicking again.
 */
export async function startCheckout(services: StartServices, request: StartRequest): Promise<StartResult> {
  const { db, accounts, log } = services
  const identified = identify(request)
  if (identified.step !== 'pay') return { outcome: 'not-identified', step: identified.step }
  const { buyer } = identified
  const email = knownEmail(buyer) ?? request.form.email
  if (email === undefined) return { outcome: 'email-missing' }
  const stripe = accounts.forCountry(request.form.country)
  const course = await findPublishedBySku(db.prisma, request.sku, stripe.account)
  if (course?.sale !== 'open') return { outcome: 'not-for-sale' }
  const { price } = course
  if (price === undefined) {
    log.error({ sku: request.sku, account: stripe.account }, 'an account has no price: run the Stripe set-up')
    return { outcome: 'not-sold-there' }
  }
  if (request.priceSeen !== undefined && request.priceSeen !== formatMoney(price.money))
    return { outcome: 'price-changed', price }
  const terms = await readTerms(db)
  if (request.termsSeen !== undefined && !isWhatWasSeen(terms, request.termsSeen))
    return { outcome: 'terms-changed', terms }
  const prepared = await prepareAttempt({ ...services, stripe }, { ...request, buyer, email, terms }, course)
  if (prepared === undefined) return { outcome: 'unavailable' }
  for (let round = 0; round < ROUNDS; round += 1) {
    const claim = await claimAttempt(db, buyer, email, prepared)
    failpoint('checkout.attempt-committed')
    if (claim.claim === 'owned') return { outcome: course.repeatable ? 'owned-repeatable' : 'owned' }
    if (claim.claim === 'payment-pending' || claim.claim === 'disputed' || claim.claim === 'link-used')
      return { outcome: claim.claim }
    const result = await pursue(services, claim.attempt, sameOrder(claim.attempt, prepared, email))
    if (result !== 'closed') {
      log.info(
        { attempt: claim.attempt.id, identity: buyer.identity, outcome: result.outcome },
        'checkout started',
      )
      return result
    }
  }
  log.error({ sku: request.sku }, 'checkout attempts keep ending before they can be paid')
  return { outcome: 'unavailable' }
}

/** Brings one live attempt as far as it goes; `closed` means that a new one may be made. */
async function pursue(
  services: StartServices,
  attempt: Attempt,
  same: boolean,
): Promise<StartResult | 'closed'> {
  if (attempt.sessionId === null) return createOrClose(services, attempt, same)
  const stripe = services.accounts.of(attempt.account)
  const read = await stripe.readSession(attempt.sessionId)
  if (read.outcome === 'unreachable') return unavailable(services, attempt, read.detail)
  if (read.outcome === 'missing' || read.session.status === 'expired') {
    await closeAttempt(services.db, attempt.id, 'expired')
    return 'closed'
  }
  if (read.session.status === 'complete') return alreadyPaid(services, attempt, attempt.sessionId)
  const payable = same ? whereToPay(stripe, read.session) : undefined
  return payable ?? expireOther(services, attempt, attempt.sessionId)
}

async function createOrClose(
  services: StartServices,
  attempt: Attempt,
  same: boolean,
): Promise<StartResult | 'closed'> {
  const stripe = services.accounts.of(attempt.account)
  const made = await stripe.createSession(attempt.parameters, attempt.id)
  failpoint('checkout.session-created')
  if (made.outcome === 'unreachable') return unavailable(services, attempt, made.detail)
  if (made.outcome === 'refused') {
    await closeAttempt(services.db, attempt.id, 'refused')
    services.log.error({ attempt: attempt.id, detail: made.detail }, 'Stripe refused a Checkout session')
    return { outcome: 'unavailable' }
  }
  await openAttempt(services.db, attempt.id, made)
  failpoint('checkout.session-recorded')
  const payable = same ? whereToPay(stripe, made) : undefined
  return payable ?? expireOther(services, attempt, made.id)
}

/**
 * On Stripe's page or in ours, as the session was made. Undefined for a form that cannot be shown here any more: its
 * account's publishable key was taken out of the settings.
 */
function whereToPay(
  { publishableKey }: StripePort,
  { id, url }: { readonly id: SessionId; readonly url: string | undefined },
): StartResult | undefined {
  if (url !== undefined) return { outcome: 'pay', url }
  return publishableKey === undefined ? undefined : { outcome: 'pay-here', sessionId: id }
}

/** Another country or price was chosen, or other words are in force: the session elsewhere must be unpayable before a new one is made. */
async function expireOther(
  services: StartServices,
  attempt: Attempt,
  sessionId: SessionId,
): Promise<StartResult | 'closed'> {
  const expired = await services.accounts.of(attempt.account).expireSession(sessionId)
  if (expired.outcome === 'unreachable') return unavailable(services, attempt, expired.detail)
  if (expired.outcome === 'expired') await closeAttempt(services.db, attempt.id, 'expired')
  // Not open any more: the next round reads what became of it.
  return 'closed'
}

async function alreadyPaid(
  services: StartServices,
  { account }: Attempt,
  sessionId: SessionId,
): Promise<StartResult> {
  await requestProcessing(services, account, sessionId)
  return { outcome: 'paid', sessionId }
}

function unavailable({ log }: StartServices, attempt: Attempt, detail: string): StartResult {
  log.error({ attempt: attempt.id, detail }, 'Stripe could not be reached')
  return { outcome: 'unavailable' }
}

function sameOrder(attempt: Attempt, prepared: NewAttempt, email: string): boolean {
  return (
    attempt.id === prepared.id ||
    (attempt.country === prepared.country &&
      attempt.poNumber === prepared.poNumber &&
      attempt.priceId === prepared.priceId &&
      attempt.confirmationVersion === prepared.confirmationVersion &&
      attempt.refundPolicyVersion === prepared.refundPolicyVersion &&
      attempt.smid === prepared.smid &&
      emailKey(attempt.parameters.customer_email ?? '') === emailKey(email))
  )
}
