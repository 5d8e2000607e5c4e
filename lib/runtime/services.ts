import { createHash, randomBytes } from 'node:crypto'
import { listEntitlements } from '@/lib/access/entitlements'
import type { EntitlementsRequest } from '@/lib/access/entitlements-query'
import { readMyCourses } from '@/lib/checkout/my-courses'
import { findPublishedBySku, findPublishedBySlug, listPublished } from '@/lib/catalog/read-published'
import { identify } from '@/lib/checkout/identify'
import { findInvoice, readProgress } from '@/lib/checkout/progress'
import type { Viewer } from '@/lib/checkout/progress'
import { startCheckout } from '@/lib/checkout/start'
import type { StartRequest } from '@/lib/checkout/start'
import { viewCheckout } from '@/lib/checkout/view'
import { systemClock } from '@/lib/clock'
import { openDatabase } from '@/lib/db/database'
import { readiness } from '@/lib/db/readiness'
import { courseAddress } from '@/lib/flockjay/course-address'
import type { Handoff } from '@/lib/handoff/handoff'
import { createHandoffSeal } from '@/lib/handoff/seal'
import { verifySignedLink } from '@/lib/handoff/verify-signed-link'
import { createApiKeyGuard } from '@/lib/identity/api-key-guard'
import type { Learner } from '@/lib/identity/learner'
import type { SessionId, Sku } from '@/lib/ids'
import { createWaker } from '@/lib/jobs/wake'
import { createLogger } from '@/lib/log'
import { receiveEvent } from '@/lib/payments/receive'
import { requestProcessing } from '@/lib/payments/request-processing'
import { clientAddress } from '@/lib/rate-limits/client-address'
import { createRateLimiter } from '@/lib/rate-limits/limit'
import { readConfig } from './config'
import { openStripe } from './open-stripe'
import { wireSignIn } from './sign-in'
import { wireStaff, wireSupport } from './support'

/** What the web process can do: each capability with its services already in hand. */
export type Services = ReturnType<typeof wire>

function wire() {
  const config = readConfig(process.env)
  const log = createLogger('web', config.LOG_LEVEL)
  const db = openDatabase(config.DATABASE_URL, {
    connections: config.DATABASE_CONNECTIONS,
    applicationName: 'university-web',
    onIdleError: (error) => log.warn({ err: error }, 'an idle database connection was lost'),
  })
  const stripe = openStripe(config)
  const waker = createWaker(db.pool, (error) => log.warn({ err: error }, 'workers could not be woken'))
  const common = { db, stripe, clock: systemClock, log, waker, appUrl: config.APP_URL }
  const limitAddress = createRateLimiter(db.pool, { name: 'start-address', points: 300, seconds: 600 })
  const limitPerson = createRateLimiter(db.pool, { name: 'start-person', points: 30, seconds: 600 })
  const signIn = wireSignIn(common, config)
  const signInConfigured = signIn.cloudConfigured
  return {
    config,
    log,
    db,
    site: {
      appUrl: config.APP_URL,
      termsUrl: config.TERMS_URL,
      privacyUrl: config.PRIVACY_URL,
      helpUrl: config.HELP_URL,
      flockjayUrl: config.FLOCKJAY_URL,
    },
    ready: () => readiness(db),
    catalog: {
      list: () => listPublished(db.prisma),
      bySlug: (slug: string) => findPublishedBySlug(db.prisma, slug),
      bySku: (sku: Sku) => findPublishedBySku(db.prisma, sku),
      openAddress: (flockjayCourseId: string) => courseAddress(config.FLOCKJAY_URL, flockjayCourseId),
    },
    admitApi: createApiKeyGuard({
      ...common,
      configured: config.API_KEYS,
      trustedHops: config.TRUSTED_PROXY_HOPS,
    }),
    entitlements: (request: EntitlementsRequest) => listEntitlements(db.pool, request),
    signIn,
    handoff: {
      ...createHandoffSeal(config.NEXTAUTH_SECRET),
      verify: (token: string) =>
        verifySignedLink(
          {
            keys: config.HANDOFF_SECRETS,
            returnHosts: config.returnHosts,
            httpsOnly: config.secureCookies,
            clock: systemClock,
          },
          token,
        ),
    },
    myCourses: (learner: Learner) => readMyCourses(db, learner, systemClock.now()),
    checkout: {
      newBrowser: () => randomBytes(32).toString('base64url'),
      view: (sku: Sku, known: Known) => viewCheckout(db, sku, { ...known, signInConfigured }),
      identify: (known: Known) => identify({ ...known, signInConfigured }),
      start: (request: Omit<StartRequest, 'signInConfigured'>, requestId: string) =>
        startCheckout(
          { ...common, log: log.child({ request: requestId }) },
          { ...request, signInConfigured },
        ),
      progress: (id: SessionId, viewer: Viewer) => readProgress(db, id, viewer),
      requestProcessing: (id: SessionId) => requestProcessing(common, stripe.account, id),
      invoicePdf: async (id: SessionId, viewer: Viewer) => {
        const invoice = await findInvoice(db, id, viewer)
        return invoice === undefined ? undefined : stripe.invoicePdf(invoice)
      },
      /** Seconds to wait when this caller or person started too many checkouts; undefined when all is well. */
      tooMany: async (forwardedFor: string | null, person: string) => {
        const address = clientAddress(forwardedFor, config.TRUSTED_PROXY_HOPS)
        const results = await Promise.all([limitAddress(digest(address)), limitPerson(digest(person))])
        return results.find((result) => !result.allowed)?.retryAfterSeconds
      },
    },
    support: wireSupport(common, config.NEXTAUTH_SECRET),
    staff: wireStaff(common),
    payments: {
      receive: (webhook: { rawBody: string; signature: string }, requestId: string) =>
        receiveEvent({ ...common, log: log.child({ request: requestId }) }, webhook),
    },
  }
}

type Known = {
  readonly handoff: Handoff | undefined
  readonly learner: Learner | undefined
  readonly ownAccount: boolean
}

/** Counters are kept by digest: their table holds nobody's address, account or e-mail. */
function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}

declare global {
  // Kept on globalThis because the server bundles this module more than once (pages, routes): one pool, not three.
  var universityServices: Services | undefined
}

/** The web process's services, wired at first use. Throws a ConfigError when the environment is incomplete. */
export function services(): Services {
  globalThis.universityServices ??= wire()
  return globalThis.universityServices
}
