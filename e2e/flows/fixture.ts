import { test as base } from '@playwright/test'
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { createDatabase, freePort } from '../postgres'
import { startStack } from '../stack'
import type { Stack } from '../stack'

/** The running system, with both emulators in this process, and a look into its database. */
export type System = {
  readonly appUrl: string
  readonly stripe: NonNullable<Stack['stripe']>
  readonly flockjay: NonNullable<Stack['flockjay']>
  readonly stopWorker: Stack['stopWorker']
  readonly startWorker: Stack['startWorker']
  readonly rows: <R extends pg.QueryResultRow>(sql: string, values?: readonly unknown[]) => Promise<R[]>
}

/** A learner nobody else in the run is. */
export type Learner = { readonly email: string; readonly smid: string }

export const test = base.extend<{ learner: Learner; calm: undefined }, { system: System }>({
  system: [
    async ({}, use) => {
      const database = await createDatabase(
        process.env['JOURNEYS_ADMIN_URL'] ?? '',
        `journeys_${randomUUID().slice(0, 8)}`,
      )
      const ports = { app: await freePort(), stripe: await freePort(), flockjay: await freePort() }
      const stack = await startStack({ ports, database })
      const pool = new pg.Pool({ connectionString: database.ownerUrl, max: 2 })
      const { stripe, flockjay } = stack
      if (stripe === undefined || flockjay === undefined) throw new Error('journeys run against emulators')
      await use({
        appUrl: stack.appUrl,
        stripe,
        flockjay,
        stopWorker: stack.stopWorker,
        startWorker: stack.startWorker,
        rows: async (sql, values = []) => (await pool.query(sql, [...values])).rows,
      })
      await pool.end()
      await stack.close()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  learner: async ({}, use) => {
    const id = randomUUID().slice(0, 8)
    await use({ email: `${id}@example.com`, smid: `ACME-${id}` })
  },
  /** Faults of one journey never reach the next. */
  calm: [
    async ({ system }, use) => {
      await use(undefined)
      system.stripe.setFaults([])
      system.flockjay.faults.replace([])
    },
    { auto: true },
  ],
})
export { expect } from '@playwright/test'
