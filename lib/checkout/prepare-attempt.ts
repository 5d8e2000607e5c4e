import { randomUUID } from 'node:crypto'
import type { PublishedCourse } from '@/lib/catalog/published-course'
import type { Clock } from '@/lib/clock'
import type { Database } from '@/lib/db/database'
import type { Buyer } from '@/lib/identity/buyer'
import { attemptIdSchema } from '@/lib/ids'
import type { Logger } from '@/lib/log'
import type { StripePort } from '@/lib/stripe/port'
import type { SessionOrder } from '@/lib/stripe/session-order'
import { sessionParameters } from '@/lib/stripe/session-parameters'
import { hashBrowser } from './browser-hash'
import type { NewAttempt } from './claim-attempt'
import { ADDRESS_CONFIRMATION } from './confirmation'
import type { CheckoutForm } from './form'
import { newReference } from './reference'

type PrepareServices = {
  readonly db: Database
  readonly stripe: StripePort
  readonly clock: Clock
  readonly log: Logger
  readonly appUrl: string
}
type PrepareRequest = {
  readonly buyer: Buyer
  readonly email: string
  readonly form: CheckoutForm
  readonly browser: string
  readonly again: boolean
}

/** Below Stripe's 24 hours, so that clocks may differ; far above its 30 minutes, so that a retry is still in range. */
const SESSION_HOURS = 23
/**
 * All that an attempt is made from, frozen from here on: whose it is, what is bought, for how much, and the parameters of
 * its Stripe session. Undefined, and logged, where the account lacks the price or the manual tax rate.
 */
export async function prepareAttempt(
  { db, stripe, clock, log, appUrl }: PrepareServices,
  { buyer, email, form, browser, again }: PrepareRequest,
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
  const browserHash = hashBrowser(browser)
  const now = clock.now()
  const expiresAt = new Date(now.getTime() + SESSION_HOURS * 3_600_000)
  const order: SessionOrder = {
    attemptId: id,
    sku: course.sku,
    smid: buyer.smid,
    title: course.content.title,
    stripePriceId: price.stripePriceId,
    email,
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
    browserHash,
    expiresAt,
    smid: buyer.smid,
    identity: buyer.identity,
    holder: buyer.identity === 'claimed' ? Buffer.from(browserHash).toString('hex') : '',
    linkSmid: buyer.identity === 'signed' ? null : (buyer.linkSmid ?? null),
    handoffJti: buyer.identity === 'signed' ? buyer.jti : null,
    returnTo: buyer.identity === 'signed' ? (buyer.returnTo ?? null) : null,
    repeat: again && course.repeatable,
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
