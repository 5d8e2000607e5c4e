import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import pg from 'pg'
import { newReference } from '@/lib/checkout/reference'
import { openDatabase } from '@/lib/db/database'
import { findStaff, recordStaffSignIn } from '@/lib/identity/staff-member'
import { grantRole } from '@/lib/identity/staff-member-roles'
import { deliveryIdSchema, purchaseIdSchema } from '@/lib/ids'
import type { DeliveryId, PurchaseId } from '@/lib/ids'
import { seedCatalog } from '@/prisma/seed/catalog'
import { writeCatalog } from '@/prisma/seed/write-catalog'
import { createTestDatabase } from './test-database'

export type Attempted = { attempt: string; reference: string; session: string; customer: string }
export type Bought = Attempted & { id: PurchaseId; delivery: DeliveryId }
export type SupportDesk = Awaited<ReturnType<typeof openSupportDesk>>

/**
 * A support colleague at work on a database of their own: one unit on sale, and purchases written as booking writes
 * them, so that a test of staff work needs no payment.
 */
export async function openSupportDesk() {
  const database = await createTestDatabase()
  const db = openDatabase(database.appUrl, {
    connections: 6,
    applicationName: 'test',
    onIdleError: () => undefined,
  })
  await writeCatalog(db, seedCatalog.slice(0, 1))
  const who = { issuer: 'https://login.redis.example', subject: 'staff-max' }
  await recordStaffSignIn(db, { ...who, name: 'Max Moreno', email: undefined })
  await grantRole(db, 'command', who, 'support')
  const max = await findStaff(db, who)
  if (max === undefined) throw new Error('Max is not there')
  const woken: string[] = []
  const waker = { wake: (queue: string) => void woken.push(queue) }
  const rows = async (sql: string, values: readonly unknown[] = []) =>
    (await db.pool.query<Record<string, unknown>>(sql, [...values])).rows
  const one = async (sql: string, values: readonly unknown[] = []) =>
    String((await rows(sql, values))[0]?.['id'])
  const audits = (id: string) =>
    rows('SELECT actor, action, detail FROM audit WHERE subject_id = $1 ORDER BY id', [id])
  let serial = 0

  /** An attempt at the first unit that Stripe says is complete, and that is not booked. */
  async function attempted({
    email = `b${(serial += 1)}@example.com`,
    smid = 'ACME-4821',
  } = {}): Promise<Attempted> {
    const customer = await one(
      `INSERT INTO customer (identity, smid, email, email_key) VALUES ('claimed', $1, $2, $2)
       ON CONFLICT (smid, email_key) WHERE identity = 'claimed' DO UPDATE SET email = excluded.email RETURNING id`,
      [smid, email],
    )
    const session = `cs_test_${(serial += 1)}`
    const reference = newReference()
    const attempt = await one(
      `INSERT INTO checkout_attempt (id, reference, customer_id, course_id, revision_id, price_id, account, state, country,
         confirmation_version, confirmed_at, parameters, browser_hash, smid, identity, holder, session_id, expires_at, closed_at)
       SELECT $1, $2, $3, c.id, c.published_revision_id, p.id, 'default', 'complete', 'US', '2026-11-21', now(), '{}',
         decode(repeat('ab', 32), 'hex'), $4, 'claimed', 'browser', $5, now() + interval '23 hours', now()
       FROM course c JOIN price p ON p.course_id = c.id AND p.active RETURNING id`,
      [randomUUID(), reference, customer, smid, session],
    )
    return { attempt, reference, session, customer }
  }
  /** A paid purchase of the first unit, as booking writes it, with its unlock owed. */
  async function bought(by: { email?: string; smid?: string } = {}): Promise<Bought> {
    const made = await attempted(by)
    const id = await one(
      `INSERT INTO purchase (attempt_id, customer_id, course_id, smid, account, identity, session_id, reference, state, currency,
         subtotal, discount, tax, total, country, tax_place, payment_intent_id, invoice_id, invoice_number, paid_at)
       SELECT id, customer_id, course_id, smid, account, identity, session_id, reference, 'paid', 'USD', 19900, 0, 1767, 21667,
         'US', 'NY', 'pi_' || $2, 'in_' || $2, $3, now() FROM checkout_attempt WHERE id = $1 RETURNING id`,
      [made.attempt, made.session, `INV${serial}-0001`],
    )
    await rows(
      `INSERT INTO access (customer_id, course_id, state, purchase_id, reason)
       SELECT customer_id, course_id, 'active', id, 'Paid in full by purchase ' || reference || '.' FROM purchase WHERE id = $1
       ON CONFLICT DO NOTHING`,
      [id],
    )
    const delivery = await one(
      `INSERT INTO delivery (purchase_id, destination, action, deadline)
       VALUES ($1, 'flockjay', 'unlock', now() + interval '3 days') RETURNING id`,
      [id],
    )
    return { ...made, id: purchaseIdSchema.parse(id), delivery: deliveryIdSchema.parse(delivery) }
  }
  /** Brings a delivery to how a failed one looks, with one kept answer. */
  async function failed(id: DeliveryId, state: 'needs-person' | 'waiting' = 'needs-person'): Promise<void> {
    await rows(
      `UPDATE delivery SET state = $2, attempts = 1, due_at = now() + interval '1 hour', deadline = now(),
         last_detail = 'Flockjay does not know this course (404)' WHERE id = $1`,
      [id, state],
    )
    await rows(
      `INSERT INTO delivery_attempt (delivery_id, number, started_at, duration_ms, outcome, detail)
       VALUES ($1, 1, now(), 61, 'needs-person', 'Flockjay does not know this course (404)')`,
      [id],
    )
  }
  /** Money of a purchase that went back, as booking keeps it; answers Stripe's id of it. */
  async function refunded(id: PurchaseId, amount: number, state = 'succeeded'): Promise<string> {
    const refund = `re_${(serial += 1)}`
    await rows(
      `INSERT INTO refund (id, account, purchase_id, currency, amount, state, reading, created_at)
       VALUES ($1, 'default', $2, 'USD', $3, $4, nextval('reading'), now())`,
      [refund, id, amount, state],
    )
    return refund
  }
  async function disputed(id: PurchaseId, amount: number, state = 'open'): Promise<string> {
    const dispute = `du_${(serial += 1)}`
    await rows(
      `INSERT INTO dispute (id, account, purchase_id, currency, amount, state, reason, reading, created_at)
       VALUES ($1, 'default', $2, 'USD', $3, $4, 'fraudulent', nextval('reading'), now())`,
      [dispute, id, amount, state],
    )
    return dispute
  }
  /** The next in the series of what is owed for a purchase, in the place of what is not finished. */
  async function owed(id: PurchaseId, action: 'unlock' | 'revoke', state = 'waiting'): Promise<DeliveryId> {
    await rows(
      `UPDATE delivery SET state = 'superseded' WHERE purchase_id = $1 AND state IN ('waiting', 'needs-person')`,
      [id],
    )
    const delivery = await one(
      `INSERT INTO delivery (purchase_id, destination, action, number, state, done_at, deadline)
       SELECT $1, 'flockjay', $2, max(number) + 1, $3::text, CASE WHEN $3 = 'done' THEN now() END, now() + interval '3 days'
       FROM delivery WHERE purchase_id = $1 RETURNING id`,
      [id, action, state],
    )
    return deliveryIdSchema.parse(delivery)
  }
  /** Has Postgres count what a table holds, as its autovacuum does by itself after a while. */
  async function analyze(table: string): Promise<void> {
    const owner = new pg.Client({ connectionString: database.ownerUrl })
    await owner.connect()
    await owner.query(`ANALYZE ${pg.escapeIdentifier(table)}`)
    await owner.end()
  }
  const close = async (): Promise<void> => {
    await db.close()
    await database.drop()
  }
  /** Has three clicks stand before a row that somebody holds, all at once, then lets them on. */
  async function threeTimesAtOnce<T>(
    table: 'delivery' | 'customer',
    id: string,
    click: () => Promise<T>,
  ): Promise<T[]> {
    const holder = await db.pool.connect()
    await holder.query('BEGIN')
    await holder.query(`SELECT 1 FROM ${table} WHERE id = $1 FOR UPDATE`, [id])
    const done = Promise.all([click(), click(), click()])
    const waiting = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
    await expect.poll(async () => (await rows(waiting)).length).toBe(3)
    await holder.query('COMMIT')
    holder.release()
    return done
  }
  return {
    threeTimesAtOnce,
    db,
    max,
    waker,
    woken,
    rows,
    one,
    audits,
    attempted,
    bought,
    failed,
    refunded,
    disputed,
    owed,
    analyze,
    close,
  }
}
