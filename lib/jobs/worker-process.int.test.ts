import { PgBoss } from 'pg-boss'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { startChild } from '@/e2e/children'
import type { Child } from '@/e2e/children'
import { sell } from '@/e2e/sold'
import { createTestDatabase } from '@/e2e/test-database'
import { openDatabase } from '@/lib/db/database'
import type { Database } from '@/lib/db/database'
import { releaseEndedClaims } from '@/lib/deliveries/release-claims'
import { createLogger } from '@/lib/log'
import { seedCatalog } from '@/prisma/seed/catalog'
import { writeCatalog } from '@/prisma/seed/write-catalog'
import { enqueue } from './enqueue'
import { giveBackJobs } from './give-back'
import { openWorkerProcess } from './worker-process'
import type { WorkerProcess } from './worker-process'

let database: Awaited<ReturnType<typeof createTestDatabase>>
let db: Database
let boss: PgBoss
const opened: WorkerProcess[] = []
const children: Child[] = []
beforeAll(async () => {
  database = await createTestDatabase()
  db = openDatabase(database.appUrl, {
    connections: 6,
    applicationName: 'test',
    onIdleError: () => undefined,
  })
  await writeCatalog(db, seedCatalog)
  await db.pool.query("UPDATE price SET stripe_price_id = 'price_' || replace(id::text, '-', '')")
  boss = new PgBoss({ connectionString: database.appUrl, migrate: false, supervise: false, schedule: false })
  boss.on('error', () => undefined)
  await boss.start()
})
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  for (const worker of opened.splice(0)) await worker.stop()
  await db.pool.query("DELETE FROM pgboss.job WHERE name NOT LIKE '\\_\\_%'")
  await db.pool.query("UPDATE worker_process SET ended_at = now(), ending = 'died' WHERE ended_at IS NULL")
})
afterAll(async () => {
  await boss.stop({ graceful: false })
  await db.close()
  await database.drop()
})

const rows = async <R extends object>(sql: string, values: readonly unknown[] = []): Promise<R[]> =>
  (await db.pool.query(sql, [...values])).rows
const ending = async (id: bigint) =>
  (await rows<{ ending: string }>('SELECT ending FROM worker_process WHERE id = $1', [id]))[0]?.ending

async function open(onGivenBack = () => undefined): Promise<WorkerProcess> {
  const worker = await openWorkerProcess({
    url: database.appUrl,
    db,
    log: createLogger('test', 'silent'),
    releaseClaims: releaseEndedClaims,
    onGivenBack,
  })
  opened.push(worker)
  return worker
}

/** A worker in a process of its own that has begun a job it will never end. */
async function hangingWorker(): Promise<{ child: Child; id: bigint }> {
  await db.prisma.$transaction((tx) => enqueue(tx, 'stripe-event', { eventId: 'evt_1' }, { key: 'evt_1' }))
  const child = startChild('hanging', ['--import', 'tsx', 'e2e/faults/hanging-worker.ts'], {
    env: { ...process.env, DATABASE_URL: database.appUrl },
    show: false,
  })
  children.push(child)
  await vi.waitFor(() => expect(child.output()).toContain('begun by'), { timeout: 25_000, interval: 50 })
  return { child, id: BigInt(/begun by (\d+)/.exec(child.output())?.[1] ?? '') }
}
const job = async () =>
  (
    await rows<{ state: string; tries: number }>(
      "SELECT state, retry_count AS tries FROM pgboss.job WHERE name = 'stripe-event'",
    )
  )[0]
async function kill({ child }: { child: Child }): Promise<void> {
  child.kill('SIGKILL')
  await child.exited
}

describe('a worker killed in the middle of a job', () => {
  it('is noticed by another that lives, and its job is fetched again long before it would expire', async () => {
    const woken = vi.fn()
    await open(woken)
    const dying = await hangingWorker()
    await kill(dying)
    await vi.waitFor(async () => expect(await ending(dying.id)).toBe('died'), { timeout: 10_000 })
    // Said once the row is written.
    await vi.waitFor(() => expect(woken).toHaveBeenCalled())
    const [again] = await boss.fetch<{ eventId: string }>('stripe-event')
    expect(again?.data).toEqual({ eventId: 'evt_1' })
    expect(await job()).toEqual({ state: 'active', tries: 1 })
  })
  it('is noticed at once by the one started next', async () => {
    const dying = await hangingWorker()
    await kill(dying)
    await vi.waitFor(async () => {
      const locks = await rows("SELECT 1 FROM pg_locks WHERE locktype = 'advisory'")
      expect(locks).toEqual([])
    })
    await open()
    expect(await ending(dying.id)).toBe('died')
    expect(await job()).toEqual({ state: 'retry', tries: 0 })
  })
  it('leaves nothing claimed, and what waits for the same purchase has a job', async () => {
    const dying = await hangingWorker()
    const { purchase } = await sell((sql, values) => rows(sql, values), {
      smid: 'ACME-1',
      sku: seedCatalog[0]?.sku ?? '',
    })
    const [delivery] = await rows<{ id: string }>(
      `INSERT INTO delivery (purchase_id, destination, action, due_at, deadline, attempts, claimed_by, claimed_until)
       VALUES ($1, 'flockjay', 'unlock', now(), now() + interval '1 day', 1, $2, now() + interval '1 hour') RETURNING id`,
      [purchase, dying.id],
    )
    await kill(dying)
    await open()
    await vi.waitFor(async () => expect(await ending(dying.id)).toBe('died'), { timeout: 10_000 })
    expect(
      await rows('SELECT claimed_by, claimed_until FROM delivery WHERE id = $1', [delivery?.id]),
    ).toEqual([{ claimed_by: null, claimed_until: null }])
    const queued = await rows("SELECT state FROM pgboss.job WHERE data->>'deliveryId' = $1", [delivery?.id])
    expect(queued).toEqual([{ state: 'created' }])
  })
})

describe('workers that live', () => {
  it('leave each other alone', async () => {
    const [one, other] = [await open(), await open()]
    expect([await ending(one.id()), await ending(other.id())]).toEqual([null, null])
    expect(one.id()).not.toBe(other.id())
  })
  it('that stop in good order say so', async () => {
    const worker = await open()
    const id = worker.id()
    await worker.stop()
    expect(await ending(id)).toBe('stopped')
  })
  it('take a new number when their connection was cut', async () => {
    const worker = await open()
    const before = worker.id()
    await db.pool.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'university-worker-lock' AND datname = current_database()",
    )
    await vi.waitFor(() => expect(worker.id()).toBeGreaterThan(before), { timeout: 10_000 })
    await vi.waitFor(async () => expect(await ending(before)).toBe('died'), { timeout: 10_000 })
    expect(await ending(worker.id())).toBeNull()
  })
})

describe('a job given back', () => {
  const now = () => new Date(Date.now() + 60_000)
  it('cannot be settled by the one who had it before', async () => {
    await db.prisma.$transaction((tx) => enqueue(tx, 'delivery', { deliveryId: 'd' }, { key: 'd' }))
    const [first] = await boss.fetch('delivery')
    expect(await db.prisma.$transaction((tx) => giveBackJobs(tx, now()))).toBe(1)
    const [second] = await boss.fetch('delivery')
    expect(second?.id).toBe(first?.id)
    if (first === undefined || second === undefined) throw new Error('nothing was fetched')
    await boss.complete('delivery', first)
    const state = () => rows("SELECT state FROM pgboss.job WHERE name = 'delivery'")
    expect(await state()).toEqual([{ state: 'active' }])
    await boss.complete('delivery', second)
    expect(await state()).toEqual([{ state: 'completed' }])
  })
  it('still keeps its key to itself', async () => {
    const send = () =>
      db.prisma.$transaction((tx) => enqueue(tx, 'delivery', { deliveryId: 'd' }, { key: 'same' }))
    await send()
    await boss.fetch('delivery')
    await db.prisma.$transaction((tx) => giveBackJobs(tx, now()))
    await send()
    expect(await rows("SELECT state FROM pgboss.job WHERE singleton_key = 'same'")).toEqual([
      { state: 'retry' },
    ])
  })
  it('is left to its expiry when it was given back too often: it may be what kills workers', async () => {
    await db.prisma.$transaction((tx) => enqueue(tx, 'delivery', { deliveryId: 'd' }, { key: 'd' }))
    await boss.fetch('delivery')
    await db.pool.query("UPDATE pgboss.job SET retry_count = retry_limit + 10 WHERE name = 'delivery'")
    expect(await db.prisma.$transaction((tx) => giveBackJobs(tx, now()))).toBe(0)
  })
  it('was begun before: what began later is left alone', async () => {
    await db.prisma.$transaction((tx) => enqueue(tx, 'delivery', { deliveryId: 'd' }, { key: 'd' }))
    await boss.fetch('delivery')
    const early = new Date(Date.now() - 60_000)
    expect(await db.prisma.$transaction((tx) => giveBackJobs(tx, early))).toBe(0)
  })
})
