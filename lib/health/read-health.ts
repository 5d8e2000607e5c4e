import { z } from 'zod'
import type { Database } from '@/lib/db/database'
import { WORKER_LOCKS } from '@/lib/jobs/worker-lock'
import { HALTED_PRICES, LATE_PUBLICATIONS } from './catalog-trouble'
import { readComparisons } from './comparison-times'
import type { HealthFacts } from './facts'
import { openDeliveries } from './open-deliveries'
import { COUNT_OVERDUE } from './unmatched'

const EVENTS = `
  SELECT count(*)::float AS waiting, min(received_at) AS oldest FROM stripe_event WHERE state = 'received'`
const DISCREPANCIES = `
  SELECT kind, count(*)::float AS open, min(first_seen_at) AS oldest FROM discrepancy
  WHERE resolved_at IS NULL GROUP BY kind ORDER BY oldest`
const UNTAXED = `
  SELECT count(*)::float AS waiting, min(created_at) AS oldest FROM tax_finding
  WHERE closed_at IS NULL AND kind = 'untaxed'`
/** Registered, not ended, and its lock is held: it lives. */
const WORKERS = `
  SELECT w.id::text AS id, w.started_at AS "startedAt" FROM worker_process w
  JOIN pg_locks l ON l.locktype = 'advisory' AND l.classid = ${WORKER_LOCKS} AND l.objid = w.id AND l.objsubid = 2
    AND l.granted AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
  WHERE w.ended_at IS NULL ORDER BY w.id`

const waitingSchema = z.object({
  waiting: z.number(),
  oldest: z
    .date()
    .nullable()
    .transform((value) => value ?? undefined),
})
const discrepanciesSchema = z.array(z.object({ kind: z.string(), open: z.number(), oldest: z.date() }))
const workersSchema = z.array(z.object({ id: z.string(), startedAt: z.date() }))

/**
 * How the system stands now. Ten statements, each through an index that holds only what is open, so that it answers
 * as fast after years. Throws when the database does not answer.
 */
export async function readHealth(db: Database, now: Date): Promise<HealthFacts> {
  const [
    events,
    discrepancies,
    untaxed,
    unmatched,
    publications,
    prices,
    workers,
    destinations,
    comparisons,
  ] = await Promise.all([
    db.pool.query<object>(EVENTS),
    db.pool.query<object>(DISCREPANCIES),
    db.pool.query<object>(UNTAXED),
    db.pool.query<object>(COUNT_OVERDUE),
    db.pool.query<object>(LATE_PUBLICATIONS),
    db.pool.query<object>(HALTED_PRICES),
    db.pool.query<object>(WORKERS),
    openDeliveries(db),
    readComparisons(db, now),
  ])
  return {
    now,
    events: waitingSchema.parse(events.rows[0]),
    destinations,
    discrepancies: discrepanciesSchema.parse(discrepancies.rows),
    comparisons,
    untaxed: waitingSchema.parse(untaxed.rows[0]),
    unmatchedOverdue: waitingSchema.parse(unmatched.rows[0]),
    publicationsLate: waitingSchema.parse(publications.rows[0]),
    pricesHalted: waitingSchema.parse(prices.rows[0]),
    workers: workersSchema.parse(workers.rows),
  }
}
