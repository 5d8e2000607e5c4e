import type pg from 'pg'
import type { Clock } from '@/lib/clock'
import { createRateLimiter } from '@/lib/rate-limits/limit'

/** Refused keys a minute from one address, over all web processes. */
const GUESSES = 20
const SECONDS = 60
/** Addresses remembered as blocked by one process; far more than guess at one moment. */
const REMEMBERED = 10_000

/**
 * Slows down guessing. Failures are counted in Postgres, for all processes together; who is over the limit is also
 * remembered here, so that a blocked address is turned away without any question to the database.
 */
export function createGuessLimit(pool: pg.Pool, clock: Clock) {
  const count = createRateLimiter(pool, { name: 'api-key-guess', points: GUESSES, seconds: SECONDS })
  const blockedUntil = new Map<string, number>()
  const secondsLeft = (address: string): number | undefined => {
    const until = blockedUntil.get(address)
    if (until === undefined) return undefined
    const left = until - clock.now().getTime()
    if (left > 0) return Math.ceil(left / 1_000)
    blockedUntil.delete(address)
    return undefined
  }
  /** Counts one refused key; answers the seconds to wait when that was one too many. */
  const failed = async (address: string): Promise<number | undefined> => {
    const result = await count(address)
    if (result.allowed) return undefined
    const [oldest] = blockedUntil.keys()
    if (blockedUntil.size >= REMEMBERED && oldest !== undefined) blockedUntil.delete(oldest)
    blockedUntil.set(address, clock.now().getTime() + result.retryAfterSeconds * 1_000)
    return result.retryAfterSeconds
  }
  return { secondsLeft, failed }
}
