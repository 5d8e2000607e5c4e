import { PgBoss } from 'pg-boss'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from '@/e2e/test-database'
import { openDatabase } from '@/lib/db/database'
import type { Database } from '@/lib/db/database'
import { enqueue } from './enqueue'
import type { QueueName } from './queues'

let database: Awaited<ReturnType<typeof createTestDatabase>>
let db: Database
let boss: PgBoss
beforeAll(async () => {
  database = await createTestDatabase()
  db = openDatabase(database.appUrl, {
    connections: 5,
    applicationName: 'test',
    onIdleError: () => undefined,
  })
  boss = new PgBoss({
    connectionString: database.appUrl,
    migrate: false,
    supervise: false,
    schedule: false,
    max: 2,
  })
  boss.on('error', () => undefined)
  await boss.start()
})
afterAll(async () => {
  await boss.stop({ graceful: false })
  await db.close()
  await database.drop()
})

type Row = Record<string, unknown>
const jobs = async (queue: string, key: string): Promise<Row[]> =>
  (await db.pool.query('SELECT * FROM pgboss.job WHERE name = $1 AND singleton_key = $2', [queue, key])).rows

/** What differs between any two jobs: name it by its distance from the start, not by the clock. */
function comparable(row: Row | undefined): Row {
  const { id, singleton_key, created_on, start_after, keep_until, ...rest } = row ?? {}
  expect([typeof id, typeof singleton_key, created_on instanceof Date]).toEqual(['string', 'string', true])
  const kept = new Date(String(keep_until)).getTime() - new Date(String(start_after)).getTime()
  return { ...rest, keptSeconds: Math.round(kept / 1_000) }
}

const send = (queue: QueueName, key: string, due?: Date) =>
  db.prisma.$transaction((tx) =>
    enqueue(tx, queue, { eventId: 'evt_1' }, due === undefined ? { key } : { key, due }),
  )

describe('a job put into its queue by plain SQL', () => {
  it.each<QueueName>(['stripe-event', 'checkout-session', 'delivery', 'sweep', 'reconcile'])(
    'is the row that the queue itself writes: %s',
    async (queue) => {
      await send(queue, 'ours')
      await boss.send(queue, { eventId: 'evt_1' }, { singletonKey: 'theirs' })
      const [ours] = await jobs(queue, 'ours')
      const [theirs] = await jobs(queue, 'theirs')
      expect(Object.keys(ours ?? {}).length).toBeGreaterThan(20)
      expect(comparable(ours)).toEqual(comparable(theirs))
    },
  )
  it('with a due time too, which is when it starts', async () => {
    const due = new Date(Date.now() + 3_600_000)
    await send('delivery', 'ours, later', due)
    await boss.send('delivery', { eventId: 'evt_1' }, { singletonKey: 'theirs, later', startAfter: due })
    const [ours] = await jobs('delivery', 'ours, later')
    const [theirs] = await jobs('delivery', 'theirs, later')
    expect(ours?.['start_after']).toEqual(due)
    expect(theirs?.['start_after']).toEqual(due)
    expect(comparable(ours)).toEqual(comparable(theirs))
  })
  it('is fetched and completed by the queue, and then its key is free again', async () => {
    await boss.deleteAllJobs('stripe-event')
    await send('stripe-event', 'evt_again')
    const [job] = await boss.fetch<{ eventId: string }>('stripe-event')
    expect(job?.data).toEqual({ eventId: 'evt_1' })
    await send('stripe-event', 'evt_again')
    expect(await jobs('stripe-event', 'evt_again')).toHaveLength(1)
    await boss.complete('stripe-event', job?.id ?? '')
    await send('stripe-event', 'evt_again')
    expect(await jobs('stripe-event', 'evt_again')).toHaveLength(2)
  })
  it('is made once, however many ask at once', async () => {
    await Promise.all(Array.from({ length: 10 }, () => send('delivery', 'ten')))
    expect(await jobs('delivery', 'ten')).toHaveLength(1)
  })
  it('is gone with the transaction it belonged to', async () => {
    const doomed = db.prisma.$transaction(async (tx) => {
      await enqueue(tx, 'delivery', { deliveryId: 'd' }, { key: 'undone' })
      throw new Error('changed our mind')
    })
    await expect(doomed).rejects.toThrow('changed our mind')
    expect(await jobs('delivery', 'undone')).toEqual([])
  })
  it('for a queue nobody made is refused, not lost', async () => {
    const sent = db.pool.query("SELECT enqueue_job('no-such-queue', '{}'::jsonb, 'key', now())")
    await expect(sent).rejects.toThrow(/no queue named no-such-queue/)
  })
})
