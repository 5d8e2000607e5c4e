import { carryOutDue, carryOutPublication } from '@/lib/catalog/documents/carry-out-publication'
import { archiveDue, archivePrice } from '@/lib/catalog/selling/archive-price'
import { describeProduct } from '@/lib/catalog/selling/describe-product'
import { systemClock } from '@/lib/clock'
import { openDatabase } from '@/lib/db/database'
import { deleteExpired } from '@/lib/db/retention'
import { runDelivery } from '@/lib/deliveries/run'
import { releaseEndedClaims } from '@/lib/deliveries/release-claims'
import { sweep } from '@/lib/deliveries/sweep'
import { createFlockjayClient } from '@/lib/flockjay/client'
import { courseIdSchema, deliveryIdSchema, priceIdSchema, sessionIdSchema } from '@/lib/ids'
import { takeUpRefunds } from '@/lib/invoices/take-up-refunds'
import { createWaker } from '@/lib/jobs/wake'
import { openWorkerProcess } from '@/lib/jobs/worker-process'
import { startWorkers } from '@/lib/jobs/workers'
import { createLogger } from '@/lib/log'
import { readBacklog } from '@/lib/health/backlog'
import { processEvent } from '@/lib/payments/process-event'
import { processSession } from '@/lib/payments/process-session'
import { runPass } from '@/lib/reconcile/comparisons'
import { observeBacklog } from '@/lib/telemetry/gauges'
import { readConfigOrExit } from './config-or-exit'
import { openStripe } from './open-stripe'
import { wireSyncs } from './salesforce'
import { startTelemetry } from './telemetry'

/** The queues somebody waits for. */
const URGENT = ['stripe-event', 'checkout-session', 'delivery', 'salesforce'] as const

const config = readConfigOrExit()
const log = createLogger('worker', config.LOG_LEVEL)
const telemetry = startTelemetry('worker', config, log)
const db = openDatabase(config.DATABASE_URL, {
  connections: config.DATABASE_CONNECTIONS,
  applicationName: 'university-worker',
  onIdleError: (error) => log.warn({ err: error }, 'an idle database connection was lost'),
})
const accounts = openStripe(config)
const flockjay = createFlockjayClient({ apiUrl: config.FLOCKJAY_API_URL, token: config.FLOCKJAY_API_TOKEN })
const waker = createWaker(db.pool, (error) => log.warn({ err: error }, 'workers could not be woken'))
const self = await openWorkerProcess({
  url: config.DATABASE_URL,
  db,
  log,
  releaseClaims: releaseEndedClaims,
  onGivenBack: () => URGENT.forEach((queue) => waker.wake(queue)),
})
const common = {
  db,
  accounts,
  flockjay,
  clock: systemClock,
  log,
  waker,
  workerId: self.id,
  appUrl: config.APP_URL,
  israelVatPercent: config.ISRAEL_VAT_PERCENT,
}

const syncs = await wireSyncs(common, config)
const workers = await startWorkers(
  config.DATABASE_URL,
  {
    'stripe-event': ({ eventId }) => processEvent(common, eventId),
    'checkout-session': ({ account, sessionId }) =>
      processSession({ ...common, stripe: accounts.of(account) }, sessionIdSchema.parse(sessionId)),
    delivery: ({ deliveryId }) => runDelivery(common, deliveryIdSchema.parse(deliveryId)),
    salesforce: syncs.drain,
    'salesforce-pass': syncs.pass,
    publication: ({ publicationId }) => carryOutPublication(common, publicationId),
    'product-words': ({ courseId }) => describeProduct(common, courseIdSchema.parse(courseId)),
    'price-archive': ({ priceId }) => archivePrice(common, priceIdSchema.parse(priceId)),
    sweep: async () => {
      await sweep(common)
      await carryOutDue(common)
      await archiveDue(common)
    },
    refunds: () => takeUpRefunds(common),
    reconcile: ({ pass }) => runPass(common, pass),
    retention: async () => {
      log.info(await deleteExpired(db), 'what has outlived its use is deleted')
    },
  },
  log,
)
observeBacklog(() => readBacklog(db))
log.info('worker ready')

let stopping = false
async function stop(signal: string): Promise<void> {
  if (stopping) return
  stopping = true
  log.info({ signal }, 'worker stops: running jobs may finish')
  await workers.stop()
  await self.stop()
  await telemetry.stop()
  await db.close()
  process.exit(0)
}
process.on('SIGTERM', (signal) => void stop(signal))
process.on('SIGINT', (signal) => void stop(signal))
