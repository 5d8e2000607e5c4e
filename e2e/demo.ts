import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { z } from 'zod'
import { buildApart } from './build'
import { chooseServices } from './demo-services'
import { keepDemoEnvironment } from './demo-environment'
import { PORTS, readFlags, readPorts } from './demo-options'
import type { Ports } from './demo-options'
import { giveDemoRoles } from './demo-staff'
import { createDatabase, isFree, reachableDataDir, startPostgres } from './postgres'
import { isRunning, markOf, processMark, readRecord } from './process-mark'
import { startStack } from './stack'
import type { Stack } from './stack'

const begun = Date.now()
const DATA = '.data'
const LOCK = 'demo.lock'
/** What is undone at the end, the youngest first. */
const undo: (() => Promise<void> | void)[] = []
let stopping = false

async function stop(code: number): Promise<never> {
  if (stopping) return new Promise(() => undefined)
  stopping = true
  // With nothing but the lock there was no start yet that a word would be needed about.
  const say = (words: string) => undo.length > 1 && process.stdout.write(words)
  say('\nStopping …')
  for (const step of undo.reverse()) await step()
  say(' everything is stopped.\n')
  process.exit(code)
}

async function step<T>(label: string, work: () => Promise<T>): Promise<T> {
  const from = Date.now()
  process.stdout.write(`  ${label} …`)
  const result = await work()
  process.stdout.write(` ${((Date.now() - from) / 1_000).toFixed(1)} s\n`)
  return result
}

async function main(): Promise<void> {
  const { dev, reset, allowMixed } = readFlags(process.argv.slice(2), process.env)
  const services = chooseServices(process.env, { allowMixed })
  const ports = readPorts(process.env)
  const dataDir = resolve(DATA)
  mkdirSync(dataDir, { recursive: true })
  needOwn(dataDir)
  takeLock(join(dataDir, LOCK), `http://localhost:${ports.app}/university`)
  const { postgres: postgresPort, ...others } = ports
  await needFree(others)
  if (reset) clear(dataDir)

  process.stdout.write('Redis University checkout\n')
  const { notes, ...own } = services.database
    ? { ...services.database, notes: [] }
    : await step('Starting Postgres', () => startOwnDatabase(dataDir, postgresPort, reset))
  if (!dev) await step('Building (only when something changed)', buildApart)
  const stack = await startStack({
    ports,
    database: own,
    dataDir,
    dev,
    show: dev,
    real: services.real,
    salesforce: true,
    step,
  })
  undo.push(stack.close)
  undo.push(keepDemoEnvironment(dataDir, stack.env))
  if (stack.sso !== undefined) await giveDemoRoles(own.appUrl, stack.sso.staffIssuer)
  process.stdout.write(summary(stack, [...notes, ...services.notes]))
  const ended = await Promise.race([stack.web, stack.worker()].map((child) => child.exited.then(() => child)))
  if (!stopping) throw new Error(`${ended.name} ended by itself:\n${ended.tail()}`)
}

async function needFree(ports: Omit<Ports, 'postgres'>): Promise<void> {
  for (const name of ['app', 'stripe', 'flockjay', 'salesforce', 'sso'] as const) {
    if (!(await isFree(ports[name])))
      throw new Error(
        `Port ${ports[name]} is taken: stop what uses it, or choose another with ${PORTS[name][0]}.`,
      )
  }
}

function needOwn(dataDir: string): void {
  const uid = process.getuid?.()
  if (uid !== 0 && statSync(dataDir).uid !== uid)
    throw new Error(`${dataDir} belongs to another user (an earlier run as root, perhaps): remove it first.`)
}

const lockSchema = z.object({ holder: processMark, url: z.string() })

/** One demo at a time uses the data folder: a second would take the first one's database. Throws when there is a first. */
function takeLock(file: string, url: string): void {
  const other = readRecord(file, lockSchema)
  if (other !== undefined && isRunning(other.holder)) {
    const { pid } = other.holder
    throw new Error(
      `The demo of this folder is already running: ${other.url}\nStop it with Ctrl-C there, or with: kill ${pid}`,
    )
  }
  rmSync(file, { force: true })
  // 'wx': of two that start at once, one fails here.
  writeFileSync(file, JSON.stringify({ holder: markOf(process.pid), url }), { flag: 'wx' })
  undo.push(() => rmSync(file, { force: true }))
}

/** Forgets the emulators' data; the database sees to its own. */
function clear(dataDir: string): void {
  for (const name of readdirSync(dataDir))
    if (name !== LOCK && !name.startsWith('postgres')) rmSync(join(dataDir, name), { recursive: true })
}

async function startOwnDatabase(
  dataDir: string,
  port: number,
  fresh: boolean,
): Promise<{ ownerUrl: string; appUrl: string; notes: readonly string[] }> {
  const folder = createHash('sha256').update(process.cwd()).digest('hex').slice(0, 12)
  const postgresDir = reachableDataDir(join(dataDir, 'postgres'), `university-${folder}`)
  const postgres = await startPostgres({ dataDir: postgresDir, port, durable: true, fresh })
  undo.push(postgres.stop)
  const elsewhere =
    dirname(postgresDir) === dataDir
      ? []
      : [`The database is kept in ${postgresDir}, where the user that runs Postgres can reach it.`]
  return {
    ...(await createDatabase(postgres.adminUrl, 'university')),
    notes: [...postgres.notes, ...elsewhere],
  }
}

function summary(stack: Stack, notes: readonly string[]): string {
  const lines = [
    '',
    `Ready in ${((Date.now() - begun) / 1_000).toFixed(0)} s. Start here:`,
    ...(stack.flockjay ? [`  Flockjay (choose Purchase)   ${stack.flockjay.url}/courses`] : []),
    `  Catalog on redis.io          ${stack.appUrl}/university`,
    `  My courses                   ${stack.appUrl}/university/my-courses`,
    `  Staff (sign in as Ada Admin) ${stack.appUrl}/staff`,
    ...(stack.salesforce ? [`  Salesforce (its reports)     ${stack.salesforce.url}/`] : []),
    ...(stack.stripe ? [`  Stripe's state               ${stack.stripe.url}/_emulator/state`] : []),
    ...notes.map((note) => `  Note: ${note}`),
    '',
    'Data is kept in .data; npm run demo -- --reset starts empty. Ctrl-C stops everything.',
    '',
  ]
  return lines.join('\n')
}

// A terminal that is closed takes our output away, not our orderly end.
process.stdout.on('error', () => undefined)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0))
main().catch(async (error: unknown) => {
  if (stopping) return
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`)
  await stop(1)
})
