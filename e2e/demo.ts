import { createHash } from 'node:crypto'
import { rmSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { buildOnce } from './build'
import { takeDemoLock } from './demo-lock'
import { needFree, readFlags, readPorts } from './demo-options'
import { keptSecret } from './demo-secret'
import { chooseServices } from './demo-services'
import { createDatabase, isReachable, startPostgres } from './postgres'
import { stopOrphan } from './postgres-orphan'
import { startStack } from './stack'
import type { Stack } from './stack'

const begun = Date.now()
/** What is undone at the end, the youngest first. */
const undo: (() => Promise<void> | void)[] = []
let stopping = false

async function stop(code: number): Promise<never> {
  if (stopping) return new Promise(() => undefined)
  stopping = true
  process.stdout.write('\nStopping …')
  for (const step of undo.reverse()) await step()
  process.stdout.write(' everything is stopped.\n')
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
  const flags = readFlags(process.argv.slice(2))
  const services = chooseServices(process.env, flags)
  const ports = readPorts(process.env)
  const dataDir = resolve('.data')
  const unlock = takeDemoLock(join(dataDir, 'demo.lock'), `http://localhost:${ports.app}`)
  undo.push(unlock)
  const postgresDir = await databaseFolder(dataDir)
  await stopOrphan(postgresDir)
  const { postgres: postgresPort, ...others } = ports
  await needFree(services.database ? others : ports)
  if (flags.reset) reset(dataDir, postgresDir)
  await mkdir(dataDir, { recursive: true })

  process.stdout.write('Redis University checkout\n')
  const database =
    services.database ?? (await step('Starting Postgres', () => ownDatabase(postgresDir, postgresPort)))
  if (!flags.dev) await step('Building (only when something changed)', buildOnce)
  const stack = await startStack({
    ports,
    database,
    dataDir,
    dev: flags.dev,
    show: flags.dev,
    real: { NEXTAUTH_SECRET: keptSecret(join(dataDir, 'secret')), ...services.real },
    step,
  })
  undo.push(stack.close)
  process.stdout.write(summary(stack, services.notes))
  const ended = await Promise.race([stack.web, stack.worker()].map((child) => child.exited.then(() => child)))
  if (!stopping) throw new Error(`${ended.name} ended by itself:\n${ended.tail()}`)
}

async function ownDatabase(
  dataDir: string,
  port: number,
): Promise<Awaited<ReturnType<typeof createDatabase>>> {
  const postgres = await startPostgres({ dataDir, port, durable: true })
  undo.push(postgres.stop)
  return createDatabase(postgres.adminUrl, 'university')
}

/** As root, Postgres runs as a user of its own, which cannot pass through root's home. */
async function databaseFolder(dataDir: string): Promise<string> {
  const inside = join(dataDir, 'postgres')
  if (process.getuid?.() !== 0 || (await isReachable(inside))) return inside
  const folder = createHash('sha256').update(process.cwd()).digest('hex').slice(0, 12)
  return join(tmpdir(), `university-${folder}`, 'postgres')
}

/** Forgets everything but the lock, which is ours. */
function reset(dataDir: string, postgresDir: string): void {
  for (const path of [
    postgresDir,
    ...['stripe.json', 'flockjay.json', 'secret'].map((name) => join(dataDir, name)),
  ])
    rmSync(path, { recursive: true, force: true })
}

function summary(stack: Stack, notes: readonly string[]): string {
  const lines = [
    '',
    `Ready in ${((Date.now() - begun) / 1_000).toFixed(0)} s. Start here:`,
    ...(stack.flockjay ? [`  Flockjay (choose Purchase)   ${stack.flockjay.url}/courses`] : []),
    `  Catalog on redis.io          ${stack.appUrl}/university`,
    ...(stack.stripe ? [`  Stripe's state               ${stack.stripe.url}/_emulator/state`] : []),
    ...notes.map((note) => `  Note: ${note.replaceAll('APP_URL', stack.appUrl)}`),
    '',
    'Data is kept in .data; npm run demo -- --reset starts empty. Ctrl-C stops everything.',
    '',
  ]
  return lines.join('\n')
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0))
main().catch(async (error: unknown) => {
  if (stopping) return
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`)
  await (undo.length > 1 ? stop(1) : quit(1))
})

/** Nothing was started yet: no word about stopping. */
function quit(code: number): never {
  for (const step of undo) void step()
  process.exit(code)
}
