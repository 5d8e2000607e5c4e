import { PgBoss } from 'pg-boss'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase } from '@/e2e/test-database'
import { scheduleJobs } from './schedule'

let database: Awaited<ReturnType<typeof createTestDatabase>>
let boss: PgBoss
beforeAll(async () => {
  database = await createTestDatabase()
  boss = new PgBoss({
    connectionString: database.appUrl,
    migrate: false,
    supervise: false,
    schedule: false,
    max: 2,
  })
  boss.on('error', () => undefined)
  await boss.start()
})
afterAll(async () => {
  await boss.stop({ graceful: false })
  await database.drop()
})

it('each pass of reconciliation has its own time off the full hour; saying it again changes nothing', async () => {
  // As a version before left it.
  await boss.schedule('reconcile', '7 * * * *', {}, { singletonKey: 'reconcile' })
  await scheduleJobs(boss)
  await scheduleJobs(boss)
  const schedules = (await boss.getSchedules()).map(({ name, key, cron, data, timezone }) => ({
    name,
    key,
    cron,
    data: data ?? {},
    timezone,
  }))
  const passOf = (name: string) => (pass: string, cron: string) => ({
    name,
    key: pass,
    cron,
    data: { pass },
    timezone: 'UTC',
  })
  const [reconcile, salesforce] = [passOf('reconcile'), passOf('salesforce-pass')]
  expect(schedules).toHaveLength(9)
  expect(schedules).toEqual(
    expect.arrayContaining([
      reconcile('hourly', '17 * * * *'),
      reconcile('nightly', '34 1 * * *'),
      reconcile('balance', '52 2 * * *'),
      reconcile('access', '26 4 * * *'),
      salesforce('match', '*/15 * * * *'),
      salesforce('compare', '38 5 * * *'),
      { name: 'sweep', key: '', cron: '* * * * *', data: {}, timezone: 'UTC' },
      { name: 'refunds', key: '', cron: '* * * * *', data: {}, timezone: 'UTC' },
      { name: 'retention', key: '', cron: '41 3 * * *', data: {}, timezone: 'UTC' },
    ]),
  )
})
