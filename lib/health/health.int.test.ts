import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openSupportDesk } from '@/e2e/support-desk'
import type { SupportDesk } from '@/e2e/support-desk'
import { takeWorkerLock } from '@/lib/jobs/worker-lock'
import { readBacklog } from './backlog'
import { readHealthPage } from './health'
import { readHealth } from './read-health'

const [ACCOUNT, CONTACT] = ['001Kj00000AbCdEIAZ', '003Kj00000AbCdEIAZ']

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
    const { events, destinations, discrepancies, unmatchedOverdue, workers, comparisons } = await health()
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
    expect(unmatchedOverdue).toEqual({ waiting: 0, oldest: undefined })
    expect(comparisons.map(({ late }) => late)).toEqual(Array(6).fill(false))
    expect(await readBacklog(desk.db)).toEqual({
      eventsWaiting: 0,
      oldestEvent: 0,
      discrepanciesOpen: 0,
      oldestDiscrepancy: 0,
      untaxedOpen: 0,
      unmatchedOverdue: 0,
      publicationsLate: 0,
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
  it('leaves Salesforce out while it is switched off, and shows it with why it is paused once it is on', async () => {
    const { id } = await desk.bought()
    await desk.rows(`INSERT INTO delivery (purchase_id, destination, action, deadline, created_at)
      VALUES ('${id}', 'salesforce', 'sync', now(), now() - interval '1 hour')`)
    const names = async () => (await health()).destinations.map(({ destination }) => destination)
    expect(await names()).toEqual(['flockjay'])
    expect((await readBacklog(desk.db)).destinations).toHaveLength(1)
    await desk.rows(`UPDATE circuit SET enabled = true, state = 'open', opened_at = now() - interval '5 minutes',
      probe_at = now(), detail = 'REQUEST_LIMIT_EXCEEDED: calls of the day are used up' WHERE destination = 'salesforce'`)
    expect(await names()).toEqual(['flockjay', 'salesforce'])
    const [, salesforce] = (await health()).destinations
    expect(salesforce).toMatchObject({
      waiting: 1,
      needsPerson: 0,
      downBecause: 'REQUEST_LIMIT_EXCEEDED: calls of the day are used up',
    })
    about(3_600, salesforce?.oldest)
    expect((await readBacklog(desk.db)).destinations[1]).toMatchObject({ waiting: 1, down: true })
  })
  it('still counts a record of an erased person that needs one, and lists it after the courses', async () => {
    const [erased, other] = [await desk.bought(), await desk.bought()]
    await desk.rows(`INSERT INTO delivery (purchase_id, destination, action, state, deadline, created_at)
      VALUES ('${erased.id}', 'salesforce', 'sync', 'needs-person', now(), now() - interval '9 days')`)
    await desk.failed(other.delivery)
    const nobody = 'erased_at = now(), smid = NULL, email = NULL, email_key = NULL'
    await desk.rows(`UPDATE customer SET ${nobody} WHERE id = $1`, [erased.customer])
    expect((await health()).destinations[1]).toMatchObject({ destination: 'salesforce', needsPerson: 1 })
    const { givenUp } = await page()
    expect(givenUp.map(({ destination }) => destination)).toEqual(['flockjay', 'flockjay', 'salesforce'])
    expect(givenUp.at(-1)).toMatchObject({ purchaseId: erased.id, action: 'sync' })
  })
  it('says which purchases hang on nobody in Salesforce for more than 36 hours', async () => {
    const unmatched = async (hours: number, more = '') => {
      const { id, customer } = await desk.bought()
      await desk.rows(
        `INSERT INTO salesforce_record (purchase_id, pending_since) VALUES ($1, now() - $2 * interval '1 minute')`,
        [id, hours * 60],
      )
      if (more !== '') await desk.rows(`UPDATE salesforce_record SET ${more} WHERE purchase_id = $1`, [id])
      return customer
    }
    const overdue = async () => (await health()).unmatchedOverdue
    await unmatched(35.9)
    await unmatched(90, "left_by = 'staff:x', left_at = now()")
    await unmatched(
      90,
      `match = 'matched', matched_at = now(), account_id = '${ACCOUNT}', contact_id = '${CONTACT}'`,
    )
    // Whoever it was, nobody can say any more; where the account is missing, somebody can still see to that.
    const gone = await unmatched(90, `reason = 'no-contact', account_id = '${ACCOUNT}'`)
    await desk.rows(
      'UPDATE customer SET erased_at = now(), smid = NULL, email = NULL, email_key = NULL WHERE id = $1',
      [gone],
    )
    expect(await overdue()).toEqual({ waiting: 0, oldest: undefined })
    await unmatched(36.1, "reason = 'no-account'")
    await unmatched(50, `match = 'ambiguous', reason = 'several-contacts', account_id = '${ACCOUNT}'`)
    expect((await overdue()).waiting).toBe(2)
    about(50 * 3_600, (await overdue()).oldest)
    expect((await readBacklog(desk.db)).unmatchedOverdue).toBe(2)
    await desk.rows("UPDATE circuit SET enabled = false WHERE destination = 'salesforce'")
    expect((await overdue()).waiting).toBe(0)
    expect((await readBacklog(desk.db)).unmatchedOverdue).toBe(0)
    await desk.rows("UPDATE circuit SET enabled = true WHERE destination = 'salesforce'")
  })
  it('says what of the catalog halted on its way', async () => {
    const none = { waiting: 0, oldest: undefined }
    const [course] = await desk.rows('SELECT id, published_revision_id AS revision FROM course LIMIT 1')
    const schedule = (minutes: number) =>
      desk.rows(
        `INSERT INTO publication (course_id, course_revision_id, state, due_at, zone, created_by)
         VALUES ($1, $2, 'scheduled', now() - $3 * interval '1 minute', 'UTC', 'test')`,
        [course?.['id'], course?.['revision'], minutes],
      )
    const settle = () =>
      desk.rows(
        `UPDATE publication SET state = 'cancelled', settled_at = now(), settled_by = 'test' WHERE state = 'scheduled'`,
      )
    const price = (minutes: number) =>
      desk.rows(
        `INSERT INTO price (course_id, account, currency, unit_amount, tax_code, active, activated_at, created_at)
         VALUES ($1, $2, 'USD', 100, 'txcd_1', false, NULL, now() - $3 * interval '1 minute')`,
        [course?.['id'], `a${minutes}`, minutes],
      )
    await schedule(1)
    await price(14)
    expect(await health()).toMatchObject({ publicationsLate: none, pricesHalted: none })
    await settle()
    await schedule(5)
    await price(40)
    const { publicationsLate, pricesHalted } = await health()
    expect([publicationsLate.waiting, pricesHalted.waiting]).toEqual([1, 1])
    about(5 * 60, publicationsLate.oldest)
    about(40 * 60, pricesHalted.oldest)
    expect((await readBacklog(desk.db)).publicationsLate).toBe(1)
    await settle()
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
    await linkedLongAgo(5_000)
    await desk.analyze('salesforce_record')
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
      expect(plan).not.toMatch(new RegExp(`Seq Scan on (${GROWING})\\b`))
      for (const [index] of plan.matchAll(new RegExp(`\\b(${GROWING})_\\w+`, 'g')))
        expect(OF_WHAT_IS_OPEN).toContain(index)
      expect(plan).not.toContain('hashed SubPlan')
    }
  })
})

/** Purchases that were written and linked in Salesforce when they were made. */
async function linkedLongAgo(count: number): Promise<void> {
  const old = `generate_series(1, ${count}) n`
  const reference =
    "'RU-' || substr(upper(lpad(to_hex(n), 8, '0')), 1, 4) || '-' || substr(upper(lpad(to_hex(n), 8, '0')), 5)"
  await desk.rows(
    `INSERT INTO checkout_attempt (id, reference, customer_id, course_id, revision_id, price_id, account, state, country,
       confirmation_version, confirmed_at, parameters, browser_hash, smid, identity, holder, session_id, expires_at, closed_at)
     SELECT gen_random_uuid(), ${reference}, a.customer_id, a.course_id, a.revision_id, a.price_id, a.account, a.state, a.country,
       a.confirmation_version, a.confirmed_at, '{}', a.browser_hash, a.smid, a.identity, a.holder, 'cs_test_old' || n,
       a.expires_at, a.closed_at
     FROM ${old}, (SELECT * FROM checkout_attempt LIMIT 1) a`,
  )
  await desk.rows(
    `INSERT INTO purchase (attempt_id, customer_id, course_id, smid, account, identity, session_id, reference, state, currency,
       subtotal, discount, tax, total)
     SELECT id, customer_id, course_id, smid, account, identity, session_id, reference, 'pending', 'USD', 1, 0, 0, 1
     FROM checkout_attempt WHERE session_id LIKE 'cs_test_old%'`,
  )
  await desk.rows(
    `INSERT INTO salesforce_record (purchase_id, match, account_id, contact_id, matched_at)
     SELECT id, 'matched', $1, $2, now() FROM purchase WHERE session_id LIKE 'cs_test_old%'`,
    [ACCOUNT, CONTACT],
  )
}

/** Indexes that hold only what is open; and the key, by which the first worker is found. */
const GROWING = 'stripe_event|delivery|discrepancy|worker_process|salesforce_record'
const OF_WHAT_IS_OPEN = [
  'salesforce_record_unmatched',
  'stripe_event_unhandled',
  'delivery_not_done',
  'discrepancy_open',
  'worker_process_running',
  'worker_process_pkey',
]

function isQuery(value: unknown): value is { text: string; values?: unknown[] } {
  return typeof value === 'object' && value !== null && 'text' in value && typeof value.text === 'string'
}
