import { createHash, randomBytes } from 'node:crypto'
import { identify } from '@/lib/checkout/identify'
import { readMyCourses } from '@/lib/checkout/my-courses'
import { readProgress } from '@/lib/checkout/progress'
import type { Viewer } from '@/lib/checkout/progress'
import { readPaymentStep } from '@/lib/checkout/payment-step'
import { startCheckout } from '@/lib/checkout/start'
import type { StartRequest, StartServices } from '@/lib/checkout/start'
import { viewCheckout } from '@/lib/checkout/view'
import type { Handoff } from '@/lib/handoff/handoff'
import { createHandoffSeal } from '@/lib/handoff/seal'
import { verifySignedLink } from '@/lib/handoff/verify-signed-link'
import type { Learner } from '@/lib/identity/learner'
import type { Account, SessionId, Sku } from '@/lib/ids'
import { requestProcessing } from '@/lib/payments/request-processing'
import { clientAddress } from '@/lib/rate-limits/client-address'
import { createRateLimiter } from '@/lib/rate-limits/limit'
import { readTaxExpectations } from '@/lib/tax/read-expectations'
import { wireBilling } from './invoices'
import type { Config } from './config'

/** What is known of who is buying before anything is typed. */
type Known = {
  readonly handoff: Handoff | undefined
  readonly learner: Learner | undefined
  readonly ownAccount: boolean
}

/** From the link to the receipt. */
export function wireCheckout(common: StartServices, config: Config) {
  const { db, accounts, clock, log } = common
  const signInConfigured = config.cloudSso !== undefined
  const limitAddress = createRateLimiter(db.pool, { name: 'start-address', points: 300, seconds: 600 })
  const limitPerson = createRateLimiter(db.pool, { name: 'start-person', points: 30, seconds: 600 })
  return {
    newBrowser: () => randomBytes(32).toString('base64url'),
    view: (sku: Sku, known: Known) => viewCheckout(db, accounts, sku, { ...known, signInConfigured }),
    identify: (known: Known) => identify({ ...known, signInConfigured }),
    start: (request: Omit<StartRequest, 'signInConfigured'>, requestId: string) =>
      startCheckout(
        {
          ...common,
          paymentForm: config.CHECKOUT_FORM,
          israelTaxRoute: config.ISRAEL_TAX_ROUTE,
          log: log.child({ request: requestId }),
        },
        { ...request, signInConfigured },
      ),
    /** What to expect of tax before leaving for Stripe. */
    taxExpectations: () =>
      readTaxExpectations({
        accounts,
        clock,
        israelTaxRoute: config.ISRAEL_TAX_ROUTE,
        israelVatPercent: config.ISRAEL_VAT_PERCENT,
      }),
    /** Whether new checkouts are paid in our own page. */
    payHere: config.CHECKOUT_FORM === 'embedded',
    paymentStep: (id: SessionId, viewer: Viewer) => readPaymentStep(common, id, viewer),
    progress: (id: SessionId, viewer: Viewer) => readProgress(db, id, viewer, clock.now()),
    requestProcessing: (account: Account, id: SessionId) => requestProcessing(common, account, id),
    ...wireBilling(common),
    myCourses: (learner: Learner) => readMyCourses(db, learner, clock.now()),
    /** Seconds to wait when this caller or person started too many checkouts; undefined when all is well. */
    tooMany: async (forwardedFor: string | null, person: string) => {
      const address = clientAddress(forwardedFor, config.TRUSTED_PROXY_HOPS)
      const results = await Promise.all([limitAddress(digest(address)), limitPerson(digest(person))])
      return results.find((result) => !result.allowed)?.retryAfterSeconds
    },
  }
}

/** The learning platform's links, and where they are kept once taken. */
export function wireHandoff({ clock }: Pick<StartServices, 'clock'>, config: Config) {
  const settings = {
    keys: config.HANDOFF_SECRETS,
    returnHosts: config.returnHosts,
    httpsOnly: config.secureCookies,
    clock,
  }
  return {
    ...createHandoffSeal(config.NEXTAUTH_SECRET),
    verify: (token: string) => verifySignedLink(settings, token),
  }
}

/** Counters are kept by digest: their table holds nobody's address, account or e-mail. */
function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}
