import pg from 'pg'
import { z } from 'zod'
import { openDatabase } from '@/lib/db/database'
import { prepareDatabase } from '@/lib/runtime/prepare-database'
import { seedCatalog } from '@/prisma/seed/catalog'
import { writeCatalog } from '@/prisma/seed/write-catalog'
import { startChild, stopChild } from '../children'
import { freePort } from '../postgres'
import type { DatabaseAddresses } from '../postgres'
import { FILL_BOOKS, FORGET_SYNCS, MATCHED, PURCHASES } from './salesforce-books'

export type Compared = {
  readonly ours: Backfilled
  readonly calls: number
  /** Records a second, before ours and after. */
  readonly bare: readonly number[]
}

/** The bare loop, our backfill and the bare loop again, each into an org that has only people. Leaves it so, and our books full. */
export async function compareSides(org: Org, owner: pg.Client, delayMs: number): Promise<Compared> {
  await emptyOrg(org, delayMs)
  const bare = [await writeBare(org)]
  await emptyOrg(org, delayMs)
  for (const statement of FORGET_SYNCS) await owner.query(statement)
  const ours = await runBackfill(org.env)
  const calls = await expectWhole(org, owner)
  await emptyOrg(org, delayMs)
  bare.push(await writeBare(org))
  await emptyOrg(org, 0)
  return { ours, calls, bare }
}

/** A migrated database with catalog and purchases; the owner's connection to it. */
export async function fillBooks(database: DatabaseAddresses): Promise<pg.Client> {
  await prepareDatabase(database)
  const db = openDatabase(database.appUrl, {
    connections: 2,
    applicationName: 'bench',
    onIdleError: () => undefined,
  })
  await writeCatalog(db, seedCatalog)
  await db.close()
  const owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
  for (const statement of FILL_BOOKS) await owner.query(statement)
  return owner
}

/** The emulated org in its process, and the environment in which ours and the bare loop find it. */
export type Org = {
  readonly env: NodeJS.ProcessEnv
  readonly url: string
  readonly close: () => Promise<void>
}

/** Starts an org with every second buyer's account. */
export async function startOrg(settings: NodeJS.ProcessEnv, database: DatabaseAddresses): Promise<Org> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const env = {
    ...settings,
    DATABASE_URL: database.appUrl,
    SALESFORCE_ENABLED: 'true',
    SALESFORCE_LOGIN_URL: url,
    SALESFORCE_CLIENT_ID: 'bench',
    SALESFORCE_CLIENT_SECRET: 'bench-local-secret',
    ORG_PORT: String(port),
  }
  const child = startChild('org', [...TSX, 'e2e/bench/salesforce-org.ts'], { env, show: false })
  while (!child.output().includes('the org is at')) {
    if (child.process.exitCode !== null) throw new Error(`The org did not start:\n${child.tail()}`)
    await new Promise((done) => setTimeout(done, 100))
  }
  return { env, url, close: () => stopChild(child) }
}

const TSX = ['--import', 'tsx']

/** Records a second. */
async function writeBare(org: Org): Promise<number> {
  const output = await run('bare loop', ['e2e/bench/bare-records.ts'], org.env)
  const { records } = await readCounts(org.url)
  const seconds = Number(/took ([\d.]+) s/.exec(output)?.[1])
  if (records.Course_Purchase__c !== PURCHASES || !(seconds > 0))
    throw new Error(`The bare loop wrote ${records.Course_Purchase__c} records:\n${output}`)
  return PURCHASES / seconds
}

const memorySchema = z.object({ resident: z.number(), live: z.number() })
const backfilledSchema = z.object({
  outcome: z.literal('complete'),
  lookedAt: z.literal(PURCHASES),
  written: z.number(),
  needsPerson: z.literal(0),
  seconds: z.number().positive(),
  warm: memorySchema,
  end: memorySchema,
})
export type Backfilled = z.infer<typeof backfilledSchema>

/** Our backfill in a process of its own. Throws unless it ended well. */
export async function runBackfill(env: NodeJS.ProcessEnv): Promise<Backfilled> {
  const output = await run('backfill', ['--expose-gc', 'e2e/bench/salesforce-backfill.ts'], env)
  return backfilledSchema.parse(JSON.parse(output.split('\n').at(-1) ?? ''))
}

async function run(name: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  const child = startChild(name, [...TSX, ...args], { env, show: false })
  if ((await child.exited) !== 0) throw new Error(`The ${name} failed:\n${child.tail()}`)
  return child.output()
}

const countsSchema = z.object({
  records: z.object({ Course_Purchase__c: z.number() }),
  calls: z.object({ total: z.number() }),
})

/** What the org holds, and the calls it has answered. */
export async function readCounts(url: string): Promise<z.infer<typeof countsSchema>> {
  return countsSchema.parse(await (await fetch(`${url}/_emulator/counts`)).json())
}

/** Only its accounts and contacts are left, and no calls are counted; each call is answered after so long from now on. */
async function emptyOrg({ url }: Org, delayMs: number): Promise<void> {
  const emptied = await fetch(`${url}/_emulator/state`, { method: 'DELETE' })
  const faults = JSON.stringify(delayMs === 0 ? [] : [{ match: '* /services/data/*', delayMs }])
  const slowed = await fetch(`${url}/_emulator/faults`, { method: 'POST', body: faults })
  const { records, calls } = await readCounts(url)
  if (!emptied.ok || !slowed.ok || records.Course_Purchase__c > 0 || calls.total > 0)
    throw new Error('The org could not be emptied')
}

/** What is measured must be the whole work: every purchase there, linked where its buyer is known. The calls it took. */
async function expectWhole({ url }: Org, owner: pg.Client): Promise<number> {
  const { records, calls } = await readCounts(url)
  const { rows } = await owner.query<{ matched: number }>(
    "SELECT count(*)::int AS matched FROM salesforce_record WHERE match = 'matched' AND owed_digest = sent_digest",
  )
  const found = { written: records.Course_Purchase__c, matched: rows[0]?.matched }
  if (found.written !== PURCHASES || found.matched !== MATCHED)
    throw new Error(`The backfill did not do all its work: ${JSON.stringify(found)}`)
  return calls.total
}
