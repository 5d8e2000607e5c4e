import { createHash } from 'node:crypto'
import type { Clock } from '@/lib/clock'
import type { Database } from '@/lib/db/database'
import type { Logger } from '@/lib/log'
import { clientAddress } from '@/lib/rate-limits/client-address'
import { createRateLimiter } from '@/lib/rate-limits/limit'
import { bearerOf } from './api-key'
import type { ApiScope, KnownApiKey } from './api-key'
import { createGuessLimit } from './api-key-guess-limit'
import type { ConfiguredApiKey } from './api-key-setting'
import { verifyApiKey } from './api-key-verify'

/** Requests a minute with one key, over all web processes. */
const PER_MINUTE = 600

export type Admission =
  | { readonly outcome: 'admitted'; readonly key: KnownApiKey }
  /** No key, a malformed, an unknown or a revoked one: told apart to nobody. */
  | { readonly outcome: 'unknown' }
  | { readonly outcome: 'forbidden' }
  | { readonly outcome: 'too-many'; readonly retryAfterSeconds: number }

export type ApiRequest = {
  readonly authorization: string | null
  readonly forwardedFor: string | null
  readonly scope: ApiScope
}

/**
 * The door of the machine interfaces: who asks, may they, and not too often. Guessing is turned away before the key is
 * looked up. Throws when the database cannot be asked.
 */
export function createApiKeyGuard(services: {
  db: Database
  clock: Clock
  log: Logger
  configured: readonly ConfiguredApiKey[]
  trustedHops: number
}): (request: ApiRequest) => Promise<Admission> {
  const limitKey = createRateLimiter(services.db.pool, { name: 'api-key', points: PER_MINUTE, seconds: 60 })
  const guesses = createGuessLimit(services.db.pool, services.clock)
  return async ({ authorization, forwardedFor, scope }) => {
    const address = digest(clientAddress(forwardedFor, services.trustedHops))
    const blocked = guesses.secondsLeft(address)
    if (blocked !== undefined) return { outcome: 'too-many', retryAfterSeconds: blocked }
    const presented = bearerOf(authorization)
    if (presented === undefined) return { outcome: 'unknown' }
    const key = await verifyApiKey(services, presented)
    if (key === undefined) {
      const wait = await guesses.failed(address)
      if (wait === undefined) return { outcome: 'unknown' }
      services.log.warn({ caller: address.slice(0, 12) }, 'too many unknown API keys from one address')
      return { outcome: 'too-many', retryAfterSeconds: wait }
    }
    const rate = await limitKey(key.id)
    if (!rate.allowed) return { outcome: 'too-many', retryAfterSeconds: rate.retryAfterSeconds }
    return key.scopes.includes(scope) ? { outcome: 'admitted', key } : { outcome: 'forbidden' }
  }
}

/** Counters are kept by digest: their table holds nobody's address. */
function digest(address: string): string {
  return createHash('sha256').update(address).digest('base64url')
}
