import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openSupportDesk } from '@/e2e/support-desk'
import type { SupportDesk } from '@/e2e/support-desk'
import { takeWorkerLock } from '@/lib/jobs/worker-lock'
import { readBacklog } from './backlog'
import { readHealthPage } from './health'
import { readHealth } from './read-health'

let desk: SupportDesk
beforeAll(async () => {
  desk = await openSupportDesk()
})
afterAll(() => desk.close())

const health = () => readHealth(desk.db, new Date())
const page = async () => {
  const result = await readHealthPage({ db: desk.db, now: new Date() }, desk.max)
  if (result.outcome !== 'found') throw new Error('refused')
  return result
}
/** As long ago, in seconds, give or take what the test itself takes. */
const about = (seconds: number, since: Date | undefined) =>
  expect(Math.abs((Date.now() - (since?.getTime() ?? 0)) / 1_000 - seconds)).toBeLessThan(30)

describe('health', () => {
  it('of an empty shop: every destination is there and is owed nothing', async () => {
    const { events, destinations, discrepancies, workers, comparisons } = await health()
    expect(events).toEqual({ waiting: 0, oldest: undefined })
    expect(destinations).toEqual([
      {
        destination: 'flockjay',
        waiting: 0,
        oldest: undefined,
        needsPerson: 0,
        oldestNeedsPerson: undefined,
      },
    ])
    expect([discrepancies, workers]).toEqual([[], []])
    expect(comparisons.map(({ late }) => late)).toEqual(Array(6).fill(false))
    expect(await readBacklog(desk.db)).toEqual({
      eventsWaiting: 0,
      oldestEvent: 0,
      discrepanciesOpen: 0,
      oldestDiscrepancy: 0,
      untaxedOpen: 0,
      destinations: [{ destination: 'flockjay', waiting: 0, needsPerson: 0, oldest: 0, down: false }],
    })
  })
  it('counts what waits and what needs a person, with the age of the oldest', async () => {
    const [waiting, given] = [await desk.bought(), await desk.bought()]
    await desk.failed(given.delivery)
    await desk.rows("UPDATE delivery SET created_at = now() - interval '2 hours' WHERE id = $1", [
      given.delivery,
    ])
    await desk.rows("UPDATE delivery SET created_at = now() - interval '1 hour' WHERE id = $1", [
      waiting.delivery,
    ])
    await desk.rows(`INSERT INTO circuit (destination, state, failures, opened_at, probe_at)
      VALUES ('flockjay', 'open', 5, now() - interval '10 minutes', now())`)
    const [flockjay] = (await health()).destinations
    expect(flockjay).toMatchObject({ waiting: 1, needsPerson: 1 })
    about(3_600, flockjay?.oldest)
    about(7_200, flockjay?.oldestNeedsPerson)
    about(600, flockjay?.downSince)
    const [backlog] = (await readBacklog(desk.db)).destinations
    expect(backlog).toMatchObject({ waiting: 1, needsPerson: 1, down: true })
    expect(backlog?.oldest).toBeGreaterThanOrEqual(7_200)
    const { givenUp } = await page()
    expect(givenUp).toEqual([
      {
        id: given.delivery,
        purchaseId: given.id,
        reference: given.reference,
        title: expect.any(String),
        destination: 'flockjay',
        action: 'unlock',
        attempts: 1,
        lastDetail: 'Flockjay does not know this course (404)',
        since: expect.any(Date),
      },
    ])
  })
  it('forgets what was given up for an erased person', async () => {
    const erased = await desk.bought()
    await desk.failed(erased.delivery)
    const before = (await health()).destinations[0]?.needsPerson
    await desk.rows(
      `UPDATE customer SET erased_at = now(), smid = NULL, email = NULL, email_key = NULL WHERE id = $1`,
      [erased.customer],
    )
    expect((await health()).destinations[0]?.needsPerson).toBe(Number(before) - 1)
    expect((await readBacklog(desk.db)).destinations[0]?.needsPerson).toBe(Number(before) - 1)
    expect((await page()).givenUp.map(({ id }) => id)).not.toContain(erased.delivery)
  })
  it('shows discrepancies by kind, known or not, the oldest first, and none that is resolved', async () => {
    await desk.rows(`INSERT INTO discrepancy (kind, subject, detail, first_seen_at, resolved_at) VALUES
      ('clearing-open', 'pi_1', 'x', now() - interval '2 hours', NULL),
      ('of-a-later-version', 'y', 'x', now() - interval '3 hours', NULL),
      ('of-a-later-version', 'z', 'x', now() - interval '1 hour', NULL),
      ('clearing-open', 'pi_2', 'x', now() - interval '9 hours', now())`)
    const { facts, discrepancies } = await page()
    expect(facts.discrepancies).toMatchObject([
      { kind: 'of-a-later-version', open: 2 },
      { kind: 'clearing-open', open: 1 },
    ])
    about(10_800, facts.discrepancies[0]?.oldest)
    expect(discrepancies.map(({ subject }) => subject)).toEqual(['y', 'pi_1', 'z'])
    expect((await readBacklog(desk.db)).discrepanciesOpen).toBe(3)
  })
  it('counts a worker for as long as it lives', async () => {
    const url = desk.db.pool.options.connectionString ?? ''
    const worker = await takeWorkerLock(url, () => undefined)
    expect((await health()).workers.map(({ id }) => id)).toEqual([worker.id.toString()])
    await worker.client.end()
    await vi.waitFor(async () => expect((await health()).workers).toEqual([]))
  })
})

describe('after years', () => {
  it('no statement reads what is settled', async () => {
    const { id } = await desk.bought()
    await desk.rows(`INSERT INTO stripe_event (id, account, type, object_id, livemode, created_at, state, handled_at)
      SELECT 'evt_old' || n, 'default', 'invoice.paid', 'in_' || n, false, now(), 'handled', now()
      FROM generate_series(1, 30000) n`)
    await desk.rows(
      `INSERT INTO delivery (purchase_id, destination, action, number, state, deadline, done_at)
       SELECT $1, 'flockjay', 'unlock', n, 'done', now(), now() FROM generate_series(2, 30000) n`,
      [id],
    )
    await desk.rows(`INSERT INTO discrepancy (kind, subject, detail, resolved_at)
      SELECT 'clearing-open', 'old' || n, 'x', now() FROM generate_series(1, 30000) n`)
    await desk.rows(`INSERT INTO worker_process (started_at, ended_at, ending)
      SELECT now(), now(), 'stopped' FROM generate_series(1, 5000)`)
    const texts: { text: string; values: unknown[] }[] = []
    const original = pg.Client.prototype.query
    const spy = vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (
      this: pg.Client,
      ...args: unknown[]
    ) {
      const [first, second] = args
      if (typeof first === 'string') texts.push({ text: first, values: Array.isArray(second) ? second : [] })
      else if (isQuery(first)) texts.push({ text: first.text, values: first.values ?? [] })
      return Reflect.apply(original, this, args)
    })
    await page()
    await readBacklog(desk.db)
    spy.mockRestore()
    const read = texts.filter(({ text }) => /^\s*(SELECT|WITH)/.test(text))
    expect(read.length).toBeGreaterThanOrEqual(8)
    for (const { text, values } of read) {
      const plan = (await desk.rows(`EXPLAIN ${text}`, values)).map((row) => row['QUERY PLAN']).join('\n')
      expect(plan).not.toMatch(/Seq Scan on (stripe_event|delivery|discrepancy|worker_process)\b/)
      for (const [index] of plan.matchAll(/\b(stripe_event|delivery|discrepancy|worker_process)_\w+/g))
        expect(OF_WHAT_IS_OPEN).toContain(index)
      expect(plan).not.toContain('hashed SubPlan')
    }
  })
})

/** Indexes that hold only what is open; and the key, by which the first worker is found. */
const OF_WHAT_IS_OPEN = [
  'stripe_event_unhandled',
  'delivery_not_done',
  'discrepancy_open',
  'worker_process_running',
  'worker_process_pkey',
]

function isQuery(value: unknown): value is { text: string; values?: unknown[] } {
  return typeof value === 'object' && value !== null && 'text' in value && typeof value.text === 'string'
}
