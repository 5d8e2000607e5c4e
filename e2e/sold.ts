import { randomUUID } from 'node:crypto'
import { newReference } from '@/lib/checkout/reference'

export type Sale = {
  readonly smid: string
  readonly sku: string
  /** The buyer's row; without it a new person is made. */
  readonly learner?: string
  readonly state?: 'paid' | 'pending' | 'failed'
  /** What became of the money of a paid one. */
  readonly after?: keyof typeof AFTER
  /** When it was made and, if so, paid. */
  readonly at?: string
}

type Rows = <R extends object>(sql: string, values?: readonly unknown[]) => Promise<R[]>

const PERSON = `INSERT INTO customer (identity, smid, email, email_key, name, flockjay_user_id, contact_id)
  VALUES ('signed', $1, $2, $2, 'Lena Rivera', $3, $4) RETURNING id`
const ATTEMPT = `INSERT INTO checkout_attempt (id, reference, customer_id, course_id, revision_id, price_id, account, state,
    country, confirmation_version, confirmed_at, parameters, browser_hash, smid, identity, expires_at, closed_at, session_id)
  SELECT $1, $2, $3, c.id, c.published_revision_id, p.id, 'default', 'complete', 'US', 'v1', now(), '{}',
    decode(repeat('00', 32), 'hex'), $4, 'signed', now(), now(), $5
  FROM course c JOIN price p ON p.course_id = c.id WHERE c.sku = $6 LIMIT 1 RETURNING course_id AS course`
const PURCHASE = `INSERT INTO purchase (attempt_id, customer_id, course_id, smid, account, identity, session_id, reference, state,
    currency, subtotal, discount, tax, total, created_at, paid_at)
  SELECT a.id, a.customer_id, a.course_id, a.smid, a.account, a.identity, a.session_id, a.reference, $2::text,
    'USD', 100, 0, 0, 100, $3::timestamptz, CASE WHEN $2 = 'paid' THEN $3::timestamptz END
  FROM checkout_attempt a WHERE a.id = $1 RETURNING id`
const ACCESS = `INSERT INTO access (customer_id, course_id, state, purchase_id, reason, decided_at)
  VALUES ($1, $2, $3, $4, 'by a test', $5) ON CONFLICT (customer_id, course_id) DO NOTHING`
const REFUND = `INSERT INTO refund (id, account, purchase_id, currency, amount, state, reading, created_at)
  VALUES ('re_' || gen_random_uuid(), 'default', $1, 'USD', $2, $3, nextval('reading'), $4)`
const DISPUTE = `INSERT INTO dispute (id, account, purchase_id, currency, amount, state, reason, reading, created_at)
  VALUES ('du_' || gen_random_uuid(), 'default', $1, 'USD', $2, $3, 'fraudulent', nextval('reading'), $4)`
const AFTER = {
  refunded: { sql: REFUND, amount: 100, state: 'succeeded', access: 'revoked' },
  'partly-refunded': { sql: REFUND, amount: 40, state: 'succeeded', access: 'active' },
  disputed: { sql: DISPUTE, amount: 100, state: 'open', access: 'suspended' },
  'dispute-lost': { sql: DISPUTE, amount: 100, state: 'lost', access: 'revoked' },
} as const
const DECIDED = { paid: 'active', pending: 'pending', failed: 'none' } as const

/**
 * The rows that a purchase leaves for whoever reads, written directly: for tests of what is read. A person's first
 * purchase of a unit decides the access kept.
 */
export async function sell(rows: Rows, sale: Sale) {
  const { smid, sku, state = 'paid', at = '2026-11-01T10:00:00.000Z' } = sale
  const mark = randomUUID()
  const person = [smid, `${mark}@example.com`, `fj-${mark}`, `003-${mark}`]
  const learner = sale.learner ?? (await one<{ id: string }>(rows, PERSON, person)).id
  const [attempt, reference] = [randomUUID(), newReference()]
  const session = `cs_test_${mark.replaceAll('-', '')}`
  const { course } = await one<{ course: string }>(rows, ATTEMPT, [
    attempt,
    reference,
    learner,
    smid,
    session,
    sku,
  ])
  const { id: purchase } = await one<{ id: string }>(rows, PURCHASE, [attempt, state, at])
  const after = sale.after === undefined ? undefined : AFTER[sale.after]
  if (after !== undefined) await rows(after.sql, [purchase, after.amount, after.state, at])
  await rows(ACCESS, [learner, course, after?.access ?? DECIDED[state], purchase, at])
  return { learner, course, purchase, reference, email: `${mark}@example.com`, flockjayUserId: `fj-${mark}` }
}

async function one<R extends object>(rows: Rows, sql: string, values: readonly unknown[]): Promise<R> {
  const [row] = await rows<R>(sql, values)
  if (row === undefined) throw new Error('the catalog lacks the unit or its price')
  return row
}
