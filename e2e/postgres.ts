import { randomInt } from 'node:crypto'
import { chownSync, existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { z } from 'zod'
import { startChild, stopChild } from './children'
import type { Child } from './children'
import { findPrograms } from './postgres-programs'
import { isRunning, markOf, processMark, readRecord } from './process-mark'
import { sharedFolder } from './shared-folder'
import { canEnter, unprivilegedUser } from './system-user'
import type { ChildUser } from './system-user'

const PASSWORD = 'local-only'

export type RunningPostgres = {
  /** The superuser's address; databases and roles are made with it. */
  readonly adminUrl: string
  readonly port: number
  /** What the person at the terminal should know about where it runs. */
  readonly notes: readonly string[]
  readonly stop: () => Promise<void>
}

/**
 * Starts an embedded Postgres 18 on 127.0.0.1. `durable: false` is for tests, whose data nobody will miss. Repairs what
 * a killed run left: a half-made data folder is made anew (a whole one too, when `fresh`), a server of ours that lost its
 * owner is stopped. Throws when another run uses the folder.
 */
export async function startPostgres(options: {
  dataDir: string
  port: number
  durable: boolean
  fresh?: boolean
}): Promise<RunningPostgres> {
  const { dataDir, fresh = false } = options
  await endOrphan(dataDir)
  const port = options.port === 0 ? await freePort() : options.port
  if (!(await isFree(port))) throw new Error(`Port ${port} is taken: choose another with POSTGRES_PORT.`)
  const user = serverUser(dataDir)
  if (existsSync(dataDir) && (fresh || !existsSync(join(dataDir, READY))))
    rmSync(dataDir, { recursive: true })
  const { programs, notes } = findPrograms(user)
  const run: Run = (program, args, ending) =>
    startChild(program, ['-D', dataDir, ...args], {
      env: process.env,
      show: false,
      program: join(programs, 'bin', program),
      cwd: dirname(dataDir),
      user,
      ending,
    })
  if (!existsSync(dataDir)) await initialise(run, dataDir, user)
  const server = await launch(run, dataDir, ['-p', String(port), ...settings(options.durable)])
  const adminUrl = `postgresql://postgres:${PASSWORD}@127.0.0.1:${port}/postgres`
  return { adminUrl, port, notes, stop: () => stopChild(server, 20_000, 'SIGINT') }
}

/** Starts one of Postgres's programs on the data folder. */
type Run = (program: 'initdb' | 'postgres', args: string[], ending: 'SIGKILL' | 'SIGINT') => Child

/** In a data folder that is whole. Beside it, `….server` says which process serves it, and for whom. */
const READY = 'university.ready'
const servingSchema = z.object({ server: processMark, owner: processMark })

async function initialise(run: Run, dataDir: string, user: ChildUser): Promise<void> {
  const password = `${dataDir}.password`
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  rmSync(password, { force: true })
  writeFileSync(password, PASSWORD, { mode: 0o600 })
  if (user !== undefined) for (const path of [dataDir, password]) chownSync(path, user.uid, user.gid)
  const locale = ['--encoding=UTF8', '--locale=C.UTF-8', '--lc-messages=C']
  const access = ['--username=postgres', '--auth=password', `--pwfile=${password}`]
  const initdb = run('initdb', [...locale, ...access], 'SIGKILL')
  const code = await initdb.exited
  rmSync(password)
  if (code !== 0) throw new Error(`Postgres could not make its data folder:\n${initdb.tail()}`)
  writeFileSync(join(dataDir, READY), '')
}

async function launch(run: Run, dataDir: string, args: string[]): Promise<Child> {
  const server = run('postgres', args, 'SIGINT')
  const serving = { server: markOf(server.process.pid ?? 0), owner: markOf(process.pid) }
  // Root's, after a run as root, which we could not write over.
  rmSync(`${dataDir}.server`, { force: true })
  writeFileSync(`${dataDir}.server`, JSON.stringify(serving))
  const saysSo = () => server.tail().includes('ready to accept connections')
  const isUp = new Promise<boolean>((done) => {
    server.process.stderr?.on('data', () => saysSo() && done(true))
    void server.exited.then(() => done(false))
  })
  if (!(await isUp)) throw new Error(`Postgres did not start:\n${server.tail()}`)
  return server
}

function settings(durable: boolean): string[] {
  const common = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=200']
  const careless = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']
  return [...common, 'lc_messages=C', ...(durable ? [] : careless)].flatMap((setting) => ['-c', setting])
}

/** Stops the server that a killed run left behind: only a process known by its start, and only when its owner is gone. */
async function endOrphan(dataDir: string): Promise<void> {
  const serving = readRecord(`${dataDir}.server`, servingSchema)
  if (serving === undefined || !isRunning(serving.server)) return
  const { server, owner } = serving
  if (isRunning(owner))
    throw new Error(`The database in ${dataDir} is in use by process ${owner.pid}: stop that first.`)
  process.kill(server.pid, 'SIGINT')
  for (let tries = 0; tries < 200 && isRunning(server); tries += 1)
    await new Promise((done) => setTimeout(done, 100))
  if (isRunning(server))
    throw new Error(`Postgres (process ${server.pid}) still holds ${dataDir}: end it first.`)
}

/** Postgres refuses to run as root: the owner of its data folder runs it then; at first, an unprivileged user. */
function serverUser(dataDir: string): ChildUser {
  const owner = existsSync(dataDir) ? statSync(dataDir) : undefined
  if (owner === undefined || owner.uid === process.getuid?.()) return unprivilegedUser()
  if (process.getuid?.() === 0) return { uid: owner.uid, gid: owner.gid }
  throw new Error(`${dataDir} belongs to another user (an earlier run as root, perhaps): remove it first.`)
}

/** `wanted`, or a folder elsewhere that goes by `name`, when the server's user cannot pass to the first. */
export function reachableDataDir(wanted: string, name: string): string {
  const user = serverUser(wanted)
  return canEnter(dirname(wanted), user) ? wanted : join(sharedFolder(name, user), 'postgres')
}

/** Below where systems take ports for outgoing connections (32768 on Linux, 49152 elsewhere). */
const OWN_PORTS = { from: 20_000, to: 32_000 }

/**
 * A port nobody listens on now. Not one the system would hand out: until the caller listens, an outgoing connection of
 * anybody's could be given the same.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(OWN_PORTS.from, OWN_PORTS.to)
    if (await isFree(port)) return port
  }
}

/** Whether a port of this machine can be listened on, by its IPv4 address and by all addresses, as web servers do. */
export async function isFree(port: number): Promise<boolean> {
  return !(await isTaken(port, '127.0.0.1')) && !(await isTaken(port, '::'))
}

function isTaken(port: number, host: string): Promise<boolean> {
  return new Promise((done) => {
    const server = createServer()
    server.once('error', (error) => done('code' in error && error.code === 'EADDRINUSE'))
    server.listen(port, host, () => server.close(() => done(false)))
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
