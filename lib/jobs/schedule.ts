import type { PgBoss } from 'pg-boss'
import type { JobData, ReconcilePass, SalesforcePass } from './queues'

/** Minutes off the full hour, when everybody else's jobs run too, and apart from each other. UTC. */
const RECONCILE: readonly { pass: ReconcilePass; cron: string }[] = [
  { pass: 'hourly', cron: '17 * * * *' },
  { pass: 'nightly', cron: '34 1 * * *' },
  { pass: 'balance', cron: '52 2 * * *' },
  { pass: 'access', cron: '26 4 * * *' },
]

const SALESFORCE: readonly { pass: SalesforcePass; cron: string }[] = [
  { pass: 'match', cron: '*/15 * * * *' },
  // After the night's work on accounts there.
  { pass: 'compare', cron: '38 5 * * *' },
]

/** What runs by the clock. Every worker says the same; the queue makes each job once. */
export async function scheduleJobs(boss: PgBoss): Promise<void> {
  await boss.schedule('sweep', '* * * * *', {}, { singletonKey: 'sweep' })
  await boss.schedule('refunds', '* * * * *', {}, { singletonKey: 'refunds' })
  await boss.schedule('retention', '41 3 * * *', {}, { singletonKey: 'retention' })
  for (const { pass, cron } of RECONCILE) {
    const data: JobData['reconcile'] = { pass }
    await boss.schedule('reconcile', cron, data, { key: pass, singletonKey: pass })
  }
  for (const { pass, cron } of SALESFORCE) {
    const data: JobData['salesforce-pass'] = { pass }
    await boss.schedule('salesforce-pass', cron, data, { key: pass, singletonKey: pass })
  }
  // Versions before had one schedule without a key.
  await boss.unschedule('reconcile')
}
