import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import pg from 'pg'
import { createDatabase, freePort } from '../postgres'
import { startStack } from '../stack'
import type { Stack } from '../stack'
import { openCluster } from './cluster'
import type { Cluster } from './cluster'
import { createPlan } from './plan'
import type { Plan } from './plan'
import { openWeb, openWorker } from './program'
import type { Program } from './program'

export type Rows = <R extends pg.QueryResultRow>(sql: string, values?: readonly unknown[]) => Promise<R[]>

/** The whole system with nothing pretended but the outside services, every part of which can be killed. */
export type System = {
  readonly appUrl: string
  readonly webhookUrl: string
  readonly webhookSecret: string
  readonly env: NodeJS.ProcessEnv
  readonly database: Stack['database']
  readonly stripe: NonNullable<Stack['stripe']>
  readonly flockjay: NonNullable<Stack['flockjay']>
  readonly salesforce: NonNullable<Stack['salesforce']>
  readonly plan: Plan
  readonly rows: Rows
  readonly web: Program
  readonly workers: readonly [Program, Program]
  readonly postgres: Cluster
  readonly close: () => Promise<void>
}

/** Brings the system up in a folder of its own. `workers`: how many run at first. */
export async function openSystem(folder: string, workers: 1 | 2 = 2): Promise<System> {
  const postgres = await openCluster(join(folder, 'postgres'))
  const database = await createDatabase(postgres.adminUrl, 'faults')
  const plan = createPlan(join(folder, 'plan'))
  const stack = await startArmed(database, plan)
  const { stripe, flockjay, salesforce, env, appUrl } = stack
  if (stripe === undefined || flockjay === undefined || salesforce === undefined)
    throw new Error('faults need the emulators')
  const web = openWeb(env, stack.web)
  const both = [openWorker(env, stack.worker()), openWorker(env)] as const
  if (workers === 2) await both[1].start()
  const { rows, end } = openPool(database.ownerUrl)
  const close = async (): Promise<void> => {
    await end()
    await Promise.all([web, ...both].map((program) => program.stop()))
    await stack.close()
    await postgres.stop()
  }
  const [webhookUrl, webhookSecret] = [`${appUrl}/api/webhooks/stripe`, env['STRIPE_WEBHOOK_SECRET'] ?? '']
  const addresses = { appUrl, webhookUrl, webhookSecret, env, database }
  const outside = { stripe, flockjay, salesforce }
  return { ...addresses, ...outside, plan, rows, web, workers: both, postgres, close }
}

/** Web and worker with our hand at their throats. */
async function startArmed(database: Stack['database'], plan: Plan): Promise<Stack> {
  const arm = pathToFileURL(join(import.meta.dirname, 'arm.ts')).href
  const ports = {
    app: await freePort(),
    stripe: await freePort(),
    flockjay: await freePort(),
    sso: await freePort(),
    salesforce: await freePort(),
  }
  const real = {
    NODE_OPTIONS: `--disable-warning=ExperimentalWarning --import=${arm}`,
    FAULT_PLAN: plan.file,
    // Each buyer of a test comes from an address of its own.
    TRUSTED_PROXY_HOPS: '1',
  }
  return startStack({ ports, database, signIn: false, salesforce: true, real })
}

/** A look into the database that outlives the database's falls. */
function openPool(url: string): { rows: Rows; end: () => Promise<void> } {
  const pool = new pg.Pool({ connectionString: url, max: 3, connectionTimeoutMillis: 5_000 })
  pool.on('error', () => undefined)
  return {
    rows: async (sql, values = []) => (await pool.query(sql, [...values])).rows,
    end: () => pool.end(),
  }
}
