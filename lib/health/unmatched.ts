import { z } from 'zod'
import type { Database } from '@/lib/db/database'

/** Accounts reach Salesforce up to a day late (R16); half a day more, and somebody has to look. */
export const OVERDUE_HOURS = 36

/**
 * Purchases in Salesforce that somebody might still link by hand, of `r`: not linked to an account and a contact, and not
 * those of an erased person whose account is known, since nobody can say any more which contact they were. (A scalar
 * subquery: Postgres looks it up for the few rows that need it, where it would hash every person for a join; and the states
 * by name, of which it knows better how rare they are.)
 */
export const UNMATCHED = `r.match IN ('pending', 'ambiguous') AND (r.account_id IS NULL OR (
    SELECT c.erased_at FROM purchase p JOIN customer c ON c.id = p.customer_id WHERE p.id = r.purchase_id
  ) IS NULL)`

/** Of these, the ones that have waited for too long, by Postgres's clock, and that nobody has said to leave. */
export const OVERDUE = `r.left_at IS NULL AND r.pending_since < now() - interval '${OVERDUE_HOURS} hours'`

/** How many are overdue, and since when the oldest waits; none while Salesforce is switched off. */
export const COUNT_OVERDUE = `
  SELECT count(*)::float AS waiting, min(r.pending_since) AS oldest FROM salesforce_record r
  WHERE ${UNMATCHED} AND ${OVERDUE}
    AND (SELECT enabled FROM circuit WHERE destination = 'salesforce')`

const countSchema = z.tuple([z.object({ waiting: z.number() })])

/** How many are overdue. */
export async function countOverdue({ pool }: Pick<Database, 'pool'>): Promise<number> {
  const { rows } = await pool.query<object>(COUNT_OVERDUE)
  return countSchema.parse(rows)[0].waiting
}
