import type { Database } from './database'

/** What ages, and when it goes: the one place that says so. In days after it ended. */
export const RETENTION_DAYS = { stripe_event: 90, sign_in: 30 } as const

/** Few enough that a batch never holds others up. */
const BATCH = 5_000

/**
 * Deletes what has outlived its use: events told and handled (Stripe itself keeps them 30 days), sign-ins long over,
 * counters of rate limits. Money, access and audit are kept. Returns how many rows went, by table.
 */
export async function deleteExpired({ pool }: Pick<Database, 'pool'>): Promise<Record<string, number>> {
  const event = `DELETE FROM stripe_event WHERE id IN (SELECT id FROM stripe_event
    WHERE state <> 'received' AND received_at < now() - $1 * interval '1 day' LIMIT ${BATCH})`
  const signIn = `DELETE FROM sign_in WHERE id IN (SELECT id FROM sign_in
    WHERE expires_at < now() - $1 * interval '1 day' LIMIT ${BATCH})`
  const counter = `DELETE FROM rate_limit WHERE key IN (SELECT key FROM rate_limit
    WHERE expire < (extract(epoch FROM now()) * 1000)::bigint - $1 LIMIT ${BATCH})`
  return {
    stripe_event: await inBatches(pool, event, RETENTION_DAYS.stripe_event),
    sign_in: await inBatches(pool, signIn, RETENTION_DAYS.sign_in),
    rate_limit: await inBatches(pool, counter, 0),
  }
}

async function inBatches(pool: Database['pool'], sql: string, value: number): Promise<number> {
  let deleted = 0
  for (;;) {
    const { rowCount } = await pool.query(sql, [value])
    deleted += rowCount ?? 0
    if ((rowCount ?? 0) < BATCH) return deleted
  }
}
