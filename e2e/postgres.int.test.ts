import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createDatabase, freePort, isFree, startPostgres } from './postgres'
import { serverOf } from './postgres-orphan'

const folder = mkdtempSync(join(tmpdir(), 'university-postgres-'))
const dataDir = join(folder, 'data')
const start = () => startPostgres({ dataDir, port: 0, durable: false })

beforeAll(() => chmodSync(folder, 0o755))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  // A server that is killed under an open connection is what one test is about.
  client.on('error', () => undefined)
  await client.connect()
  const { rows } = await client.query<Record<string, unknown>>(sql)
  await client.end()
  return rows
}

it('keeps its data over a restart, and over a kill', async () => {
  mkdirSync(dataDir)
  writeFileSync(join(dataDir, 'half-made'), '')
  const first = await start()
  const { ownerUrl } = await createDatabase(first.adminUrl, 'kept')
  await query(ownerUrl, 'CREATE TABLE kept AS SELECT 42 AS answer')
  await first.stop()
  expect(serverOf(dataDir)).toBeUndefined()

  const second = await start()
  const url = (port: number) => ownerUrl.replace(/:\d+\//, `:${port}/`)
  expect(await query(url(second.port), 'TABLE kept')).toEqual([{ answer: 42 }])
  // Nobody stopped it: a new start ends the one left behind, whatever its port.
  const left = serverOf(dataDir)
  const third = await start()
  expect(serverOf(dataDir)).not.toBe(left)
  expect(await query(url(third.port), 'TABLE kept')).toEqual([{ answer: 42 }])
  await third.stop()
})

it('leaves the program alone that now has the number in a stale postmaster.pid', async () => {
  const bystander = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
  const running = await start()
  const pidFile = readFileSync(join(dataDir, 'postmaster.pid'), 'utf8')
  await running.stop()
  writeFileSync(join(dataDir, 'postmaster.pid'), pidFile.replace(/^\d+/, String(bystander.pid)))
  const again = await start()
  expect(bystander.exitCode ?? bystander.signalCode).toBeNull()
  await again.stop()
  bystander.kill('SIGKILL')
})

it('names the variable when its port is taken', async () => {
  const port = await freePort()
  const taken = createServer()
  await new Promise<void>((done) => taken.listen(port, '127.0.0.1', done))
  expect(await isFree(port)).toBe(false)
  await expect(startPostgres({ dataDir, port, durable: false })).rejects.toThrow(
    `Port ${port} is taken: choose another with POSTGRES_PORT.`,
  )
  taken.close()
  expect(existsSync(join(dataDir, 'university.ready'))).toBe(true)
})

it('makes roles of which the app owns nothing and the owner is no superuser', async () => {
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
