import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import type pg from 'pg'

/** One public write and how often it may happen per key. */
export type Limit = { readonly name: string; readonly points: number; readonly seconds: number }

export type LimitResult =
  { readonly allowed: true } | { readonly allowed: false; readonly retryAfterSeconds: number }

/**
 * Counts in Postgres, so that several web processes share one limit (R24). A database that cannot count lets the write
 * through to where it will fail with a proper message.
 */
export function createRateLimiter(pool: pg.Pool, { name, points, seconds }: Limit) {
  const limiter = new RateLimiterPostgres({
    storeClient: pool,
    storeType: 'client',
    tableName: 'rate_limit',
    tableCreated: true,
    keyPrefix: name,
    points,
    duration: seconds,
  })
  return async (key: string): Promise<LimitResult> => {
    try {
      await limiter.consume(key)
      return { allowed: true }
    } catch (answer) {
      if (!(answer instanceof RateLimiterRes)) return { allowed: true }
      return { allowed: false, retryAfterSeconds: Math.ceil(answer.msBeforeNext / 1_000) }
    }
  }
}
