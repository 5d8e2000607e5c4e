import { createHash, randomBytes } from 'node:crypto'
import { findPublishedBySku, findPublishedBySlug, listPublished } from '@/lib/catalog/read-published'
import { findInvoice, readProgress } from '@/lib/checkout/progress'
import { startCheckout } from '@/lib/checkout/start'
import type { StartRequest } from '@/lib/checkout/start'
import { systemClock } from '@/lib/clock'
import { openDatabase } from '@/lib/db/database'
import { readiness } from '@/lib/db/readiness'
import { courseAddress } from '@/lib/flockjay/course-address'
import { createHandoffSeal } from '@/lib/handoff/seal'
import type { SessionId, Sku } from '@/lib/ids'
import { createWaker } from '@/lib/jobs/wake'
import { createLogger } from '@/lib/log'
import { receiveEvent } from '@/lib/payments/receive'
import { requestProcessing } from '@/lib/payments/request-processing'
import { clientAddress } from '@/lib/rate-limits/client-address'
import { createRateLimiter } from '@/lib/rate-limits/limit'
import { readConfig } from './config'
import { openStripe } from './open-stripe'

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
    handoff: createHandoffSeal(config.NEXTAUTH_SECRET),
    checkout: {
      newBrowser: () => randomBytes(32).toString('base64url'),
      start: (request: StartRequest, requestId: string) =>
        startCheckout({ ...common, log: log.child({ request: requestId }) }, request),
      progress: (id: SessionId, browser: string | undefined) => readProgress(db, id, browser),
      requestProcessing: (id: SessionId) => requestProcessing(common, stripe.account, id),
      invoicePdf: async (id: SessionId, browser: string | undefined) => {
        const invoice = await findInvoice(db, id, browser)
        return invoice === undefined ? undefined : stripe.invoicePdf(invoice)
      },
      /** Seconds to wait when this caller or person started too many checkouts; undefined when all is well. */
      tooMany: async (forwardedFor: string | null, person: string) => {
        const address = clientAddress(forwardedFor, config.TRUSTED_PROXY_HOPS)
        const results = await Promise.all([limitAddress(digest(address)), limitPerson(digest(person))])
        return results.find((result) => !result.allowed)?.retryAfterSeconds
      },
    },
    payments: {
      receive: (webhook: { rawBody: string; signature: string }, requestId: string) =>
        receiveEvent({ ...common, log: log.child({ request: requestId }) }, webhook),
    },
  }
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
