import { systemClock } from '@/lib/clock'
import { openDatabase } from '@/lib/db/database'
import { createFlockjayClient } from '@/lib/flockjay/client'
import { createWaker } from '@/lib/jobs/wake'
import { createLogger } from '@/lib/log'
import { reconcile } from '@/lib/reconcile/reconcile'
import { readConfigOrExit } from './config-or-exit'
import { openStripe } from './open-stripe'

/** How the command ends, for whoever runs it by the clock. */
const CLEAN = 0
const SOMETHING_OPEN = 1
const FAILED = 2

const config = readConfigOrExit(FAILED)
// What is done is said in the lines below; the log adds what went wrong.
const log = createLogger('reconcile', config.LOG_LEVEL === 'info' ? 'warn' : config.LOG_LEVEL)
const db = openDatabase(config.DATABASE_URL, {
  connections: 4,
  applicationName: 'university-reconcile',
  onIdleError: (error) => log.warn({ err: error }, 'an idle database connection was lost'),
})
const services = {
  db,
  accounts: openStripe(config),
  flockjay: createFlockjayClient({ apiUrl: config.FLOCKJAY_API_URL, token: config.FLOCKJAY_API_TOKEN }),
  clock: systemClock,
  log,
  waker: createWaker(db.pool, (error) => log.warn({ err: error }, 'workers could not be woken')),
  israelVatPercent: config.ISRAEL_VAT_PERCENT,
}
try {
  const { open, report } = await reconcile(services, (line) => process.stdout.write(`${line}\n`))
  process.stdout.write(`\n${report}`)
  process.exitCode = open === 0 ? CLEAN : SOMETHING_OPEN
} catch (error) {
  log.error({ err: error }, 'reconciliation broke off')
  const why = error instanceof Error ? error.message : 'unknown'
  process.stderr.write(
    `Reconciliation broke off: ${why}. What was repaired until then stays; run it again.\n`,
  )
  process.exitCode = FAILED
} finally {
  await db.close()
}
