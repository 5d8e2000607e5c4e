import { systemClock } from '@/lib/clock'
import { openDatabase } from '@/lib/db/database'
import { createWaker } from '@/lib/jobs/wake'
import { createLogger } from '@/lib/log'
import { reconcile } from '@/lib/payments/reconcile'
import { readConfigOrExit } from './config-or-exit'
import { openStripe } from './open-stripe'

const config = readConfigOrExit()
const log = createLogger('reconcile', config.LOG_LEVEL)
const db = openDatabase(config.DATABASE_URL, {
  connections: 2,
  applicationName: 'university-reconcile',
  onIdleError: (error) => log.warn({ err: error }, 'an idle database connection was lost'),
})
try {
  const waker = createWaker(db.pool, () => undefined)
  const { checked, repaired, closed } = await reconcile({
    db,
    stripe: openStripe(config),
    clock: systemClock,
    log,
    waker,
  })
  process.stdout.write(
    `${checked} payments compared with Stripe, ${repaired} repaired, ${closed} ended attempts closed.\n`,
  )
} finally {
  await db.close()
}
