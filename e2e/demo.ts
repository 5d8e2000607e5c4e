import { createHash } from 'node:crypto'
import { rmSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { buildOnce } from './build'
import { chooseServices } from './demo-services'
import { giveDemoRoles } from './demo-staff'
import { createDatabase, isFree, isReachable, startPostgres } from './postgres'
import { startStack } from './stack'

const begun = Date.now()
const flags = new Set(process.argv.slice(2))
const dev = flags.has('--dev')

async function step<T>(label: string, work: () => Promise<T>): Promise<T> {
  const from = Date.now()
  process.stdout.write(`  ${label} …`)
  const result = await work()
  process.stdout.write(` ${((Date.now() - from) / 1_000).toFixed(1)} s\n`)
  return result
}

function port(name: string, otherwise: number): number {
  const value = process.env[name] ?? String(otherwise)
  if (!/^\d{1,5}$/.test(value)) throw new Error(`${name} is not a port number.`)
  return Number(value)
}

async function main(): Promise<void> {
  const services = chooseServices(process.env, { allowMixed: flags.has('--allow-mixed') })
  const ports = {
    app: port('PORT', 3000),
    stripe: port('STRIPE_EMULATOR_PORT', 4010),
    flockjay: port('FLOCKJAY_EMULATOR_PORT', 4020),
    sso: port('CLOUD_SSO_EMULATOR_PORT', 4040),
  }
  const names = {
    app: 'PORT',
    stripe: 'STRIPE_EMULATOR_PORT',
    flockjay: 'FLOCKJAY_EMULATOR_PORT',
    sso: 'CLOUD_SSO_EMULATOR_PORT',
  } as const
  for (const [name, number] of Object.entries(ports)) {
    const variable = Object.entries(names).find(([key]) => key === name)?.[1]
    if (!(await isFree(number))) {
      throw new Error(
        `Port ${number} is taken (another demo, perhaps): stop it, or choose another with ${variable}.`,
      )
    }
  }
  const dataDir = resolve('.data')
  const postgresDir =
    (await isReachable(join(dataDir, 'postgres'))) || process.getuid?.() !== 0
      ? join(dataDir, 'postgres')
      : elsewhere()
  if (flags.has('--reset'))
    for (const folder of [dataDir, postgresDir]) rmSync(folder, { recursive: true, force: true })
  await mkdir(dataDir, { recursive: true })

  process.stdout.write('Redis University checkout\n')
  const postgres = services.database
    ? undefined
    : await step('Starting Postgres', () =>
        startPostgres({ dataDir: postgresDir, port: port('POSTGRES_PORT', 54320), durable: true }),
      )
  let closeStack: (() => Promise<void>) | undefined
  let stopping = false
  const stop = async (code: number): Promise<void> => {
    if (stopping) return
    stopping = true
    process.stdout.write('\nStopping …')
    await closeStack?.()
    await postgres?.stop()
    process.stdout.write(' everything is stopped.\n')
    process.exit(code)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0))
  try {
    const database = services.database ?? (await createDatabase(postgres?.adminUrl ?? '', 'university'))
    if (!dev) await step('Building (only when something changed)', () => Promise.resolve(buildOnce()))
    const stack = await startStack({
      ports,
      database,
      dataDir,
      dev,
      show: dev,
      real: services.real,
      step,
    })
    closeStack = stack.close
    if (stack.sso !== undefined) await giveDemoRoles(database.appUrl, stack.sso.staffIssuer)
    process.stdout.write(summary(stack, services.notes))
    const [who] = await Promise.race([named(stack.web, 'web'), named(stack.worker(), 'worker')])
    if (!stopping) {
      process.stderr.write(
        `\n${who} ended by itself:\n${(who === 'web' ? stack.web : stack.worker()).tail()}\n`,
      )
      await stop(1)
    }
  } catch (error) {
    process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`)
    await stop(1)
  }
}

async function named(
  child: { exited: Promise<number | null> },
  name: 'web' | 'worker',
): Promise<['web' | 'worker']> {
  await child.exited
  return [name]
}

/** As root, Postgres runs as a user of its own, which cannot pass through root's home. */
function elsewhere(): string {
  return join(
    tmpdir(),
    `university-${createHash('sha256').update(process.cwd()).digest('hex').slice(0, 12)}`,
    'postgres',
  )
}

function summary(stack: Awaited<ReturnType<typeof startStack>>, notes: readonly string[]): string {
  const lines = [
    '',
    `Ready in ${((Date.now() - begun) / 1_000).toFixed(0)} s. Start here:`,
    ...(stack.flockjay ? [`  Flockjay (choose Purchase)   ${stack.flockjay.url}/courses`] : []),
    `  Catalog on redis.io          ${stack.appUrl}/university`,
    `  My courses                   ${stack.appUrl}/university/my-courses`,
    `  Staff (sign in as Ada Admin) ${stack.appUrl}/staff`,
    ...(stack.stripe ? [`  Stripe's state               ${stack.stripe.url}/_emulator/state`] : []),
    ...notes.map((note) => `  Note: ${note}`),
    '',
    'Data is kept in .data; npm run demo -- --reset starts empty. Ctrl-C stops everything.',
    '',
  ]
  return lines.join('\n')
}

main().catch((error: unknown) => {
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
})
