import { listEntitlements } from '@/lib/access/entitlements'
import type { EntitlementsRequest } from '@/lib/access/entitlements-query'
import { findPublishedBySku, findPublishedBySlug, listPublished } from '@/lib/catalog/read-published'
import { systemClock } from '@/lib/clock'
import { openDatabase } from '@/lib/db/database'
import { courseAddress } from '@/lib/flockjay/course-address'
import { createApiKeyGuard } from '@/lib/identity/api-key-guard'
import type { Sku } from '@/lib/ids'
import { createWaker } from '@/lib/jobs/wake'
import { createLogger } from '@/lib/log'
import { receiveEvent } from '@/lib/payments/receive'
import { createSalesforceClient } from '@/lib/salesforce/client'
import { wireCatalogDocuments } from './catalog-documents'
import { wireCatalogFiles } from './catalog-files'
import { wirePreview, wireQuality } from './catalog-preview'
import { wireCatalogSelling } from './catalog-selling'
import { wireCatalogSite } from './catalog-site'
import { wireCheckout, wireHandoff } from './checkout'
import { readConfig } from './config'
import { wireHealth } from './health'
import { wireInvoices } from './invoices'
import { openStripe } from './open-stripe'
import { wireSignIn } from './sign-in'
import { wireStaff, wireSupport } from './support'
import { wireTax } from './tax'
import { startTelemetry } from './telemetry'

/** What the web process can do: each capability with its services already in hand. */
export type Services = ReturnType<typeof wire>

function wire() {
  const config = readConfig(process.env)
  const log = createLogger('web', config.LOG_LEVEL)
  const telemetry = startTelemetry('web', config, log)
  // What is kept is sent once more while the server lets its last requests end.
  if (config.OTEL_EXPORTER_OTLP_ENDPOINT !== undefined) process.once('SIGTERM', () => void telemetry.flush())
  const db = openDatabase(config.DATABASE_URL, {
    connections: config.DATABASE_CONNECTIONS,
    applicationName: 'university-web',
    onIdleError: (error) => log.warn({ err: error }, 'an idle database connection was lost'),
  })
  const accounts = openStripe(config)
  const waker = createWaker(db.pool, (error) => log.warn({ err: error }, 'workers could not be woken'))
  // Asked only when staff name a contact; records are the worker's.
  const salesforce = config.salesforce && createSalesforceClient(config.salesforce)
  const common = { db, accounts, clock: systemClock, log, waker, appUrl: config.APP_URL }
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
    health: wireHealth(common),
    catalog: {
      list: () => listPublished(db.prisma),
      bySlug: (slug: string) => findPublishedBySlug(db.prisma, slug),
      bySku: (sku: Sku) => findPublishedBySku(db.prisma, sku),
      /** Where a unit opens; Flockjay itself for one that it does not have yet. */
      openAddress: (flockjayCourseId: string | undefined) =>
        flockjayCourseId === undefined
          ? config.FLOCKJAY_URL
          : courseAddress(config.FLOCKJAY_URL, flockjayCourseId),
      site: wireCatalogSite(common),
      documents: wireCatalogDocuments(common),
      selling: wireCatalogSelling(common, config),
      preview: wirePreview(common, config.NEXTAUTH_SECRET),
      quality: wireQuality(common),
      ...wireCatalogFiles(common),
    },
    admitApi: createApiKeyGuard({
      ...common,
      configured: config.API_KEYS,
      trustedHops: config.TRUSTED_PROXY_HOPS,
    }),
    entitlements: (request: EntitlementsRequest) => listEntitlements(db.pool, request),
    signIn: wireSignIn(common, config),
    handoff: wireHandoff(common, config),
    checkout: wireCheckout(common, config),
    invoices: wireInvoices(common),
    support: wireSupport(
      { ...common, salesforce, salesforceUrl: config.salesforce?.loginUrl },
      config.NEXTAUTH_SECRET,
    ),
    staff: wireStaff(common),
    tax: wireTax(common),
    payments: {
      /** Undefined: no such account. */
      receive: (account: string, webhook: { rawBody: string; signature: string }, requestId: string) => {
        const stripe = accounts.find(account)
        if (stripe === undefined) return undefined
        return receiveEvent({ ...common, stripe, log: log.child({ request: requestId }) }, webhook)
      },
    },
  }
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
