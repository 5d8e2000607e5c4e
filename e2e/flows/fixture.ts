import { test as base } from '@playwright/test'
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { createDatabase, freePort } from '../postgres'
import { startStack } from '../stack'
import type { Stack } from '../stack'
import { startWire } from './wire'
import type { Wire } from './wire'

/** The running system, with both emulators in this process, and a look into its database. */
export type System = {
  readonly appUrl: string
  readonly stripe: NonNullable<Stack['stripe']>
  readonly flockjay: NonNullable<Stack['flockjay']>
  /** Only where `signIn` is on. */
  readonly sso: NonNullable<Stack['sso']>
  /** Only where `salesforce` is on. */
  readonly salesforce: NonNullable<Stack['salesforce']>
  /** What went over the wire to Postgres, from web and worker. */
  readonly wire: Wire
  readonly handoff: Stack['handoff']
  /** What the application seals its cookies and links with. */
  readonly secret: string
  /** What web and worker have logged. */
  readonly logs: () => string
  /** One more web process; stopped with the rest. */
  readonly startWeb: () => Promise<string>
  readonly stopWorker: Stack['stopWorker']
  readonly startWorker: Stack['startWorker']
  readonly rows: <R extends pg.QueryResultRow>(sql: string, values?: readonly unknown[]) => Promise<R[]>
}

/** Of a journey that takes long and whose rules other tests hold, too: `JOURNEYS=all` runs it with the rest. */
export const LONG = { tag: '@long' }

/** A learner nobody else in the run is. */
export type Learner = { readonly email: string; readonly smid: string }

export const test = base.extend<
  { learner: Learner; calm: undefined },
  { system: System; signIn: boolean; salesforce: boolean; settings: Readonly<Record<string, string>> }
>({
  /** Redis Cloud and workforce sign-in are set up; off, the learner types an e-mail. */
  signIn: [false, { option: true, scope: 'worker' }],
  /** Purchases are owed to an org. */
  salesforce: [false, { option: true, scope: 'worker' }],
  /** Values of the environment beside the usual ones; a file that names some has a system of its own. */
  settings: [{}, { option: true, scope: 'worker' }],
  system: [
    async ({ signIn, salesforce: withOrg, settings }, use) => {
      const database = await createDatabase(
        process.env['JOURNEYS_ADMIN_URL'] ?? '',
        `journeys_${randomUUID().slice(0, 8)}`,
      )
      const ports = {
        app: await freePort(),
        stripe: await freePort(),
        flockjay: await freePort(),
        sso: await freePort(),
        salesforce: await freePort(),
      }
      const wire = await startWire(database.appUrl)
      const stack = await startStack({
        ports,
        database: { ...database, appUrl: wire.url },
        signIn,
        salesforce: withOrg,
        settings,
      })
      const pool = new pg.Pool({ connectionString: database.ownerUrl, max: 2 })
      const { stripe, flockjay, sso, salesforce } = stack
      const webs: Awaited<ReturnType<Stack['startWeb']>>[] = []
      if (stripe === undefined || flockjay === undefined) throw new Error('journeys run against emulators')
      await use({
        appUrl: stack.appUrl,
        stripe,
        flockjay,
        get sso() {
          if (sso === undefined) throw new Error('these journeys run without sign-in')
          return sso
        },
        get salesforce() {
          if (salesforce === undefined) throw new Error('these journeys run without Salesforce')
          return salesforce
        },
        wire,
        handoff: stack.handoff,
        secret: stack.env['NEXTAUTH_SECRET'] ?? '',
        logs: () => stack.web.output() + stack.worker().output(),
        startWeb: async () => {
          const another = await stack.startWeb(await freePort())
          webs.push(another)
          return another.url
        },
        stopWorker: stack.stopWorker,
        startWorker: stack.startWorker,
        rows: async (sql, values = []) => (await pool.query(sql, [...values])).rows,
      })
      await pool.end()
      await Promise.all(webs.map(({ stop }) => stop()))
      await stack.close()
      await wire.close()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  learner: async ({}, use) => {
    const id = randomUUID().slice(0, 8)
    await use({ email: `${id}@example.com`, smid: `ACME-${id}` })
  },
  /** Faults of one journey never reach the next. */
  calm: [
    async ({ system, signIn, salesforce }, use) => {
      await use(undefined)
      system.stripe.setFaults([])
      system.flockjay.faults.replace([])
      if (signIn) system.sso.faults.replace([])
      if (salesforce) system.salesforce.faults.replace([])
      // Nor does what they did: an open circuit would hold up the next journey's delivery.
      await system.rows(
        "UPDATE circuit SET state = 'closed', failures = 0, opened_at = NULL, probe_at = NULL, detail = NULL WHERE state = 'open'",
      )
    },
    { auto: true },
  ],
})
export { expect } from '@playwright/test'
