import { z } from 'zod'
import type { Database } from '@/lib/db/database'
import type { Backlog } from '@/lib/telemetry/gauges'
import { LATE_PUBLICATIONS } from './catalog-trouble'
import { DESTINATIONS } from './destinations'
import { OPEN_BY_DESTINATION } from './open-deliveries'
import { COUNT_OVERDUE } from './unmatched'

const rowSchema = z.object({
  eventsWaiting: z.number(),
  oldestEvent: z.number(),
  discrepanciesOpen: z.number(),
  oldestDiscrepancy: z.number(),
  untaxedOpen: z.number(),
  unmatchedOverdue: z.number(),
  publicationsLate: z.number(),
  destinations: z.array(
    z.object({
      destination: z.string(),
      waiting: z.number(),
      needsPerson: z.number(),
      oldest: z.number(),
      down: z.boolean(),
    }),
  ),
})

/** Seven looks into indexes that hold only what is open, as one statement. Ages by Postgres's clock. */
const BACKLOG = `
  WITH age AS (SELECT now() AS until)
  SELECT e.waiting::float AS "eventsWaiting", e.oldest::float AS "oldestEvent",
    d.open::float AS "discrepanciesOpen", d.oldest::float AS "oldestDiscrepancy",
    (SELECT count(*)::float FROM tax_finding WHERE closed_at IS NULL AND kind = 'untaxed') AS "untaxedOpen",
    (SELECT waiting FROM (${COUNT_OVERDUE}) unmatched) AS "unmatchedOverdue",
    (SELECT waiting FROM (${LATE_PUBLICATIONS}) late) AS "publicationsLate",
    (SELECT jsonb_agg(to_jsonb(one)) FROM (
      SELECT known.destination, coalesce(owed.waiting, 0) AS waiting,
        coalesce(owed."needsPerson", 0) AS "needsPerson",
        coalesce(extract(epoch FROM until - least(owed.oldest, owed."oldestNeedsPerson")), 0)::float AS oldest,
        coalesce(c.state = 'open', false) AS down
      FROM unnest($1::text[]) AS known (destination)
      LEFT JOIN (${OPEN_BY_DESTINATION}) owed ON owed.destination = known.destination
      LEFT JOIN circuit c ON c.destination = known.destination
      WHERE coalesce(c.enabled, true)
    ) one) AS destinations
  FROM age,
    LATERAL (SELECT count(*) AS waiting, coalesce(extract(epoch FROM until - min(received_at)), 0) AS oldest
      FROM stripe_event WHERE state = 'received') e,
    LATERAL (SELECT count(*) AS open, coalesce(extract(epoch FROM until - min(first_seen_at)), 0) AS oldest
      FROM discrepancy WHERE resolved_at IS NULL) d`

/** How far behind we are: what metrics export, in one round trip. Throws when the database does not answer. */
export async function readBacklog({ pool }: Pick<Database, 'pool'>): Promise<Backlog> {
  const { rows } = await pool.query<object>(BACKLOG, [[...DESTINATIONS]])
  return rowSchema.parse(rows[0])
}
