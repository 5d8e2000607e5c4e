import { openDatabase } from '@/lib/db/database'
import { releaseEndedClaims } from '@/lib/deliveries/release-claims'
import { openWorkerProcess } from '@/lib/jobs/worker-process'
import { startWorkers } from '@/lib/jobs/workers'
import { createLogger } from '@/lib/log'

/** A worker whose jobs never end, as if every outside system were silent: to be killed in the middle of one. */
const url = process.env['DATABASE_URL'] ?? ''
const log = createLogger('hanging', 'silent')
const db = openDatabase(url, { connections: 3, applicationName: 'hanging', onIdleError: () => undefined })
const self = await openWorkerProcess({
  url,
  db,
  log,
  releaseClaims: releaseEndedClaims,
  onGivenBack: () => undefined,
})
const hang = async (data: object): Promise<never> => {
  process.stdout.write(`begun by ${self.id()}: ${JSON.stringify(data)}\n`)
  return new Promise(() => undefined)
}
await startWorkers(
  url,
  {
    'stripe-event': hang,
    'checkout-session': hang,
    delivery: hang,
    salesforce: () => Promise.resolve(),
    'salesforce-pass': () => Promise.resolve(),
    publication: () => Promise.resolve(),
    'product-words': () => Promise.resolve(),
    'price-archive': () => Promise.resolve(),
    sweep: () => Promise.resolve(),
    refunds: () => Promise.resolve(),
    reconcile: () => Promise.resolve(),
    retention: () => Promise.resolve(),
  },
  log,
)
