import { randomUUID } from 'node:crypto'
import type { PublishedCourse } from '@/lib/catalog/published-course'
import type { Clock } from '@/lib/clock'
import type { Database } from '@/lib/db/database'
import type { Buyer } from '@/lib/identity/buyer'
import { attemptIdSchema } from '@/lib/ids'
import { invoiceFooter } from '@/lib/invoices/region-text'
import type { Logger } from '@/lib/log'
import type { StripePort } from '@/lib/stripe/port'
import type { PaymentForm, SessionOrder } from '@/lib/stripe/session-order'
import { sessionParameters } from '@/lib/stripe/session-parameters'
import { taxRoute } from '@/lib/tax/route'
import type { IsraelTaxRoute } from '@/lib/tax/route'
import { hashBrowser } from './browser-hash'
import type { NewAttempt } from './claim-attempt'
import type { CheckoutForm } from './form'
import { newReference } from './reference'
import type { Terms } from './terms'

type PrepareServices = {
  readonly db: Database
  readonly stripe: StripePort
  readonly clock: Clock
  readonly log: Logger
  readonly appUrl: string
  /** Hosted, where nothing else is said. */
  readonly paymentForm?: PaymentForm
  /** By the account's own rate, where nothing else is said. */
  readonly israelTaxRoute?: IsraelTaxRoute
}
type PrepareRequest = {
  readonly buyer: Buyer
  readonly email: string
  readonly form: CheckoutForm
  readonly browser: string
  readonly again: boolean
  /** The words in force, which the learner has seen. */
  readonly terms: Terms
}

/** Below Stripe's 24 hours, so that clocks may differ; far above its 30 minutes, so that a retry is still in range. */
const SESSION_HOURS = 23
/**
 * All that an attempt is made from, frozen from here on: whose it is, what is bought, for how much, and the parameters of
 * its Stripe session. Undefined, and logged, where the account lacks the price or the manual tax rate.
 */
export async function prepareAttempt(
  services: PrepareServices,
  { buyer, email, form, browser, again, terms }: PrepareRequest,
  course: PublishedCourse,
): Promise<NewAttempt | undefined> {
  const { db, stripe, clock, log, appUrl, paymentForm = 'hosted', israelTaxRoute = 'manual' } = services
  const refundSummary = terms.refundPolicy.summary
  const route = taxRoute(form.country, israelTaxRoute)
  const price = await db.prisma.price.findUniqueOrThrow({ where: { id: course.price?.id ?? '' } })
  const tax = route === 'manual' ? await manualTax(services, form.country) : automatic
  if (tax === undefined) return undefined
  if (price.stripePriceId === null) {
    log.error({ sku: course.sku, account: stripe.account }, 'no Stripe price: run the Stripe set-up')
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
    invoiceFooter: invoiceFooter({ country: form.country, sku: course.sku, refundSummary }),
    refundSummary,
    sellerTaxIds: await sellerTaxIds(stripe, log),
    tax,
    confirmation: terms.confirmation.text,
    expiresAt,
    form: paymentForm,
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
    confirmationVersion: terms.confirmation.version,
    refundPolicyVersion: terms.refundPolicy.version,
    confirmedAt: now,
    parameters: sessionParameters(order),
    browserHash,
    expiresAt,
    taxRoute: route,
    smid: buyer.smid,
    identity: buyer.identity,
    holder: buyer.identity === 'claimed' ? Buffer.from(browserHash).toString('hex') : '',
    linkSmid: buyer.identity === 'signed' ? null : (buyer.linkSmid ?? null),
    handoffJti: buyer.identity === 'signed' ? buyer.jti : null,
    returnTo: buyer.identity === 'signed' ? (buyer.returnTo ?? null) : null,
    repeat: again && course.repeatable,
  }
}

/** Also where Stripe's manual rules stand in for a country that Stripe Tax does not serve: nothing else differs then. */
const automatic: SessionOrder['tax'] = { route: 'automatic' }

/** The account's own rate. Without it nobody there can buy: taking their money untaxed would be worse. */
async function manualTax(
  { stripe, log }: PrepareServices,
  country: string,
): Promise<SessionOrder['tax'] | undefined> {
  try {
    const rate = await stripe.manualTaxRate(country, { fresh: true })
    if (rate !== undefined) return { route: 'manual', taxRateId: rate.id }
    log.error(
      { country, account: stripe.account },
      'an account has no manual tax rate: run the Stripe set-up',
    )
  } catch (error) {
    log.error({ err: error, country, account: stripe.account }, 'the manual tax rate could not be read')
  }
  return undefined
}

/** An invoice without them can be corrected; a learner who cannot pay is gone. */
async function sellerTaxIds(stripe: StripePort, log: Logger): Promise<readonly string[]> {
  try {
    return await stripe.invoices.sellerTaxIds()
  } catch (error) {
    log.error({ err: error, account: stripe.account }, 'an invoice will lack the tax ids of the seller')
    return []
  }
}
