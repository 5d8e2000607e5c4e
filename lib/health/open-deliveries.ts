import { z } from 'zod'
import type { Database } from '@/lib/db/database'
import { DESTINATIONS } from './destinations'
import type { DestinationFacts } from './facts'

/**
 * For each destination what is not done, through the index that holds nothing else. For an erased person nothing can be
 * opened any more: what was given up for them waits for nobody; to close a course or to write a record needs no person. (A scalar subquery: Postgres looks it up for the few
 * rows that need it, where it would hash every person for NOT EXISTS.)
 */
export const OPEN_BY_DESTINATION = `
  SELECT o.destination,
    count(*) FILTER (WHERE o.state = 'waiting')::float AS waiting,
    min(o.created_at) FILTER (WHERE o.state = 'waiting') AS oldest,
    count(*) FILTER (WHERE o.state = 'needs-person')::float AS "needsPerson",
    min(o.created_at) FILTER (WHERE o.state = 'needs-person') AS "oldestNeedsPerson"
  FROM delivery o
  WHERE o.state IN ('waiting', 'needs-person') AND (o.state = 'waiting' OR o.action <> 'unlock' OR (
    SELECT c.erased_at FROM purchase p JOIN customer c ON c.id = p.customer_id WHERE p.id = o.purchase_id
  ) IS NULL)
  GROUP BY o.destination`

const OPEN = `
  SELECT known.destination, coalesce(owed.waiting, 0) AS waiting, owed.oldest,
    coalesce(owed."needsPerson", 0) AS "needsPerson", owed."oldestNeedsPerson",
    CASE WHEN c.state = 'open' THEN c.opened_at END AS "downSince",
    CASE WHEN c.state = 'open' THEN c.detail END AS "downBecause"
  FROM unnest($1::text[]) WITH ORDINALITY AS known (destination, place)
  LEFT JOIN (${OPEN_BY_DESTINATION}) owed ON owed.destination = known.destination
  LEFT JOIN circuit c ON c.destination = known.destination
  WHERE coalesce(c.enabled, true)
  ORDER BY known.place`

const date = z
  .date()
  .nullable()
  .transform((value) => value ?? undefined)
const rowsSchema = z.array(
  z.object({
    destination: z.string(),
    waiting: z.number(),
    oldest: date,
    needsPerson: z.number(),
    oldestNeedsPerson: date,
    downSince: date,
    downBecause: z
      .string()
      .nullable()
      .transform((value) => value ?? undefined),
  }),
)

/** What each destination is owed and has not got: every one that is switched on, also one that is owed nothing. */
export async function openDeliveries({ pool }: Pick<Database, 'pool'>): Promise<DestinationFacts[]> {
  const { rows } = await pool.query<object>(OPEN, [[...DESTINATIONS]])
  return rowsSchema.parse(rows)
}
