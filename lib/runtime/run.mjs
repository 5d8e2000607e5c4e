// The way into every npm script: built-ins only, because it runs before anything is installed. Brings Node 24 where the
// machine's is too old, installs and generates what is missing, then runs the task.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
process.chdir(ROOT)

/** Task -> what runs, whether it sets up a developer's machine first, and whether it may work on a running demo. */
const TASKS = {
  demo: { setUp: true, run: ['tsx', 'e2e/demo.ts'] },
  dev: { setUp: true, run: ['tsx', 'e2e/demo.ts', '--dev'] },
  test: { setUp: true, run: ['tsx', 'e2e/test.ts'] },
  bench: { setUp: true, run: ['tsx', 'e2e/bench/run.ts'] },
  faults: { setUp: true, run: ['tsx', 'e2e/faults/run.ts'] },
  build: { setUp: true, run: ['next', 'build'] },
  start: {
    check: ['tsx', 'lib/runtime/check-config.ts'],
    run: ['next', 'start', '-p', process.env.PORT ?? '3000'],
  },
  worker: { run: ['tsx', 'lib/runtime/worker-main.ts'] },
  migrate: { run: ['tsx', 'lib/runtime/migrate-main.ts'] },
  seed: { run: ['tsx', 'prisma/seed.ts'] },
  reconcile: { ofDemo: true, run: ['tsx', 'lib/runtime/reconcile-main.ts'] },
  'stripe:setup': { ofDemo: true, run: ['tsx', 'lib/runtime/stripe-setup-main.ts'] },
  'stripe:check': { ofDemo: true, run: ['tsx', 'lib/runtime/stripe-check-main.ts'] },
  'salesforce:backfill': { ofDemo: true, run: ['tsx', 'lib/runtime/salesforce-backfill-main.ts'] },
  'salesforce:match': { ofDemo: true, run: ['tsx', 'lib/runtime/salesforce-match-main.ts'] },
  'handoff:link': { ofDemo: true, run: ['tsx', 'lib/runtime/handoff-link-main.ts'] },
  erase: { ofDemo: true, run: ['tsx', 'lib/runtime/erase-main.ts'] },
  'catalog:export': { ofDemo: true, run: ['tsx', 'lib/runtime/catalog-export-main.ts'] },
  'catalog:import': { ofDemo: true, run: ['tsx', 'lib/runtime/catalog-import-main.ts'] },
  staff: { ofDemo: true, run: ['tsx', 'lib/runtime/staff-main.ts'] },
  'api-key': { ofDemo: true, run: ['tsx', 'lib/runtime/api-key-main.ts'] },
}

const [name, ...args] = process.argv.slice(2)
const task = TASKS[name]
if (task === undefined) fail(`There is no task "${name ?? ''}". There are: ${Object.keys(TASKS).join(', ')}.`)

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 15)) await runUnderNode24()
else {
  const env = {
    ...process.env,
    ...(task.ofDemo && demoEnvironment()),
    PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
  }
  if (task.setUp) setUp(env)
  else if (!existsSync('node_modules')) fail('node_modules is missing: run npm ci first.')
  generateClient(env)
  if (task.check) {
    const checked = spawnSync(process.execPath, bin(task.check), { stdio: 'inherit', env })
    if (checked.status !== 0) process.exit(checked.status ?? 1)
  }
  await follow(process.execPath, [...bin(task.run), ...args], env)
}

/** The settings of a demo that runs here, for a command that was given none. */
function demoEnvironment() {
  const file = join('.data', 'demo-environment.json')
  if (process.env.DATABASE_URL !== undefined || !existsSync(file)) return {}
  console.error('DATABASE_URL is not set: this runs on the demo that is up in this folder.')
  return JSON.parse(readFileSync(file, 'utf8'))
}

/** Runs this script again under Node 24 from npm, with that binary first in PATH for all it starts. */
async function runUnderNode24() {
  console.log(
    `Node ${process.versions.node} is too old for this project; taking Node 24 from npm for this run.`,
  )
  const found = spawnSync('npx', ['-y', 'node@24', '-p', 'process.execPath'], { encoding: 'utf8' })
  const binary = found.stdout?.trim().split('\n').at(-1)
  if (found.status !== 0 || !binary)
    fail('Node 24 could not be fetched by npx. Install Node 22.15 or later, then try again.')
  await follow(binary, [fileURLToPath(import.meta.url), name, ...args], process.env)
}

/** `npm ci` when node_modules is missing, half made, or of another lockfile. */
function setUp(env) {
  const stamp = join('node_modules', '.installed')
  const wanted = hash('package-lock.json')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  step('Installing packages (once, about a minute)', () =>
    must('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], {
      ...env,
      PRISMA_SCHEMA_ENGINE_BINARY: '/bin/false',
    }),
  )
  writeFileSync(stamp, wanted)
}

/** Prisma's client, when schema.prisma changed. Its schema engine cannot be had everywhere and is not needed for this. */
function generateClient(env) {
  const stamp = join('lib', 'db', 'generated', '.schema')
  const wanted = hash('prisma/schema.prisma')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  if (!existsSync(join('node_modules', 'prisma')))
    fail('The Prisma client is not generated and prisma is not installed: run npm ci.')
  step('Generating the database client', () =>
    must(process.execPath, [...bin(['prisma', 'generate'])], {
      ...env,
      PRISMA_SCHEMA_ENGINE_BINARY: '/bin/false',
    }),
  )
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, wanted)
}

/** The JavaScript file behind an installed command, so that no shell and no wrapper stands between us and it. */
function bin([command, ...rest]) {
  // The loader in the very process: a wrapper would stand between signals and the program.
  if (command === 'tsx') return ['--import', 'tsx', ...rest]
  const folder = join('node_modules', command)
  const { bin: entry } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return [join(folder, typeof entry === 'string' ? entry : entry[command]), ...rest]
}

function step(label, work) {
  const begun = Date.now()
  console.log(`${label} …`)
  work()
  console.log(`${label}: done in ${((Date.now() - begun) / 1000).toFixed(1)} s`)
}

function must(command, list, env) {
  const result = spawnSync(command, list, { encoding: 'utf8', env })
  if (result.status === 0) return
  fail(
    [result.error?.message, result.stdout, result.stderr, `${command} ${list[0]} failed.`]
      .filter(Boolean)
      .join('\n'),
  )
}

/** Runs a child to its end, passing signals on and its exit code back. */
function follow(command, list, env) {
  const child = spawn(command, list, { stdio: 'inherit', env })
  const callOff = guard(child.pid)
  // The terminal sends Ctrl-C to both of us: the child ends in its own time, and we with it.
  process.on('SIGINT', () => undefined)
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  return new Promise(() => {
    child.on('error', (error) => fail(error.message))
    child.on('exit', (code, signal) => {
      callOff()
      process.exit(code ?? (signal === 'SIGINT' ? 130 : 1))
    })
  })
}

/**
 * Has the child asked to stop should we die without a word, as by a kill -9: a shell waits for a line from here, and a
 * pipe that closes without one means that we are gone. Returns what calls it off.
 */
function guard(pid) {
  const shell = spawn('/bin/sh', ['-c', 'read -r word || kill -s TERM "$0"', String(pid)], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  for (const end of [shell, shell.stdin]) end.on('error', () => undefined)
  return () => shell.stdin.end('ended\n')
}

function hash(file) {
  return createHash('sha256').update(readFileSync(file)).digest('hex')
}

function fail(message) {
  console.error(message)
  process.exit(1)
}
