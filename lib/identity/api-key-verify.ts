import { timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { Database } from '@/lib/db/database'
import type { Logger } from '@/lib/log'
import { apiScopeSchema, hashApiKey, looksLikeApiKey } from './api-key'
import type { KnownApiKey } from './api-key'
import type { ConfiguredApiKey } from './api-key-setting'

export type VerifyServices = {
  readonly db: Pick<Database, 'pool'>
  readonly log: Logger
  readonly configured: readonly ConfiguredApiKey[]
}

const rowSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  hash: z.instanceof(Buffer),
  scopes: z.array(apiScopeSchema),
  stale: z.boolean(),
})

const LOOK_UP = `SELECT id, name, hash, scopes, coalesce(last_used_at < now() - interval '1 minute', true) AS stale
  FROM api_key WHERE hash = $1 AND revoked_at IS NULL`
const TOUCH = `UPDATE api_key SET last_used_at = now()
  WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')`

/**
 * Whose key this is; undefined for a malformed, unknown or revoked one. Nothing is kept between requests, so that a
 * revocation counts at once. Throws when the database cannot be asked.
 */
export async function verifyApiKey(
  services: VerifyServices,
  presented: string,
): Promise<KnownApiKey | undefined> {
  if (!looksLikeApiKey(presented)) return undefined
  const hash = hashApiKey(presented)
  const setting = services.configured.find((key) => timingSafeEqual(key.hash, hash))
  if (setting !== undefined)
    return { id: `setting:${setting.name}`, name: setting.name, scopes: setting.scopes }
  const { rows } = await services.db.pool.query<object>({
    name: 'api-key-by-hash',
    text: LOOK_UP,
    values: [hash],
  })
  if (rows.length === 0) return undefined
  const { stale, ...key } = rowSchema.parse(rows[0])
  // The index's own comparison is not constant-time; this one is.
  if (!timingSafeEqual(key.hash, hash)) return undefined
  if (stale) noteUse(services, key.id)
  return { id: key.id, name: key.name, scopes: key.scopes }
}

/** Beside the request, at most once a minute: knowing when a key was used must never cost an answer. */
function noteUse({ db, log }: VerifyServices, id: string): void {
  db.pool
    .query({ name: 'api-key-used', text: TOUCH, values: [id] })
    .catch((error: unknown) => log.warn({ err: error, key: id }, 'the use of an API key could not be noted'))
}
