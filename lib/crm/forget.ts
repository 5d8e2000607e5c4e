import { z } from 'zod'
import type { Database } from '@/lib/db/database'

const PAGE = 10_000

/** What is being written this moment keeps what it says of itself when it ends, and is the new org's already. */
const FORGET = `
  WITH page AS (
    SELECT purchase_id FROM salesforce_record
    WHERE ($1::uuid IS NULL OR purchase_id > $1::uuid) ORDER BY purchase_id LIMIT ${PAGE} FOR UPDATE
  ), forgotten AS (
    UPDATE salesforce_record r SET owed_digest = NULL, sent_digest = NULL, sent_at = NULL, match = 'pending', reason = NULL,
      account_id = NULL, contact_id = NULL, matched_at = NULL, looked_at = NULL, pending_since = now()
    FROM page WHERE r.purchase_id = page.purchase_id RETURNING r.purchase_id
  )
  SELECT (SELECT purchase_id FROM page ORDER BY purchase_id DESC LIMIT 1)::text AS last`

const lastSchema = z.tuple([z.object({ last: z.uuid().nullable() })])

/**
 * Forgets what Salesforce was sent and whom purchases hang on there, so that the next backfill writes everything: for
 * another org, or one whose records were deleted. What people chose by hand is kept, and given up where it leads nowhere.
 */
export async function forgetSent({ pool }: Pick<Database, 'pool'>): Promise<void> {
  let after: string | null = null
  do {
    const { rows }: { rows: object[] } = await pool.query<object>(FORGET, [after])
    after = lastSchema.parse(rows)[0].last
  } while (after !== null)
}
