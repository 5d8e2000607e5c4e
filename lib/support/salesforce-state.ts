import { z } from 'zod'
import type { Database } from '@/lib/db/database'
import { OVERDUE, UNMATCHED } from '@/lib/health/unmatched'

const optional = <T>(schema: z.ZodType<T>) => schema.nullable().transform((value) => value ?? undefined)
const count = z.coerce.number()

const rowSchema = z.object({
  on: z.boolean(),
  /** Set while nothing goes there, and why where Salesforce said so. */
  pausedSince: optional(z.date()),
  pausedBecause: optional(z.string()),
  /** Records that nobody writes any more until a person asks for it. */
  needPerson: count,
  /** Records that are still to be written, those that were tried among them. */
  waiting: count,
  tried: count,
  oldestWaiting: optional(z.date()),
  /** Purchases not linked to an account and a contact that somebody may have to look at. */
  unmatched: count,
  overdue: count,
  /** Those that somebody said to leave; they are still looked for. */
  left: count,
})
/** How Salesforce stands as a destination. */
export type SalesforceState = z.infer<typeof rowSchema>

/** Through indexes that hold only what is open. */
const STATE = `
  SELECT c.enabled AS on, CASE WHEN c.state = 'open' THEN c.opened_at END AS "pausedSince",
    CASE WHEN c.state = 'open' THEN c.detail END AS "pausedBecause",
    owed.*, unmatched.*
  FROM circuit c,
    LATERAL (SELECT count(*) FILTER (WHERE state = 'needs-person') AS "needPerson",
      count(*) FILTER (WHERE state = 'waiting') AS waiting,
      count(*) FILTER (WHERE state = 'waiting' AND attempts > 0) AS tried,
      min(created_at) FILTER (WHERE state = 'waiting') AS "oldestWaiting"
      FROM delivery WHERE destination = c.destination AND state IN ('waiting', 'needs-person')) owed,
    LATERAL (SELECT count(*) FILTER (WHERE r.left_at IS NULL) AS unmatched, count(*) FILTER (WHERE ${OVERDUE}) AS overdue,
      count(*) FILTER (WHERE r.left_at IS NOT NULL) AS "left" FROM salesforce_record r WHERE ${UNMATCHED}) unmatched
  WHERE c.destination = 'salesforce'`

/** Reads how Salesforce stands; undefined while it is switched off. The caller has asked for the permit. */
export async function readSalesforceState({
  pool,
}: Pick<Database, 'pool'>): Promise<SalesforceState | undefined> {
  const { rows } = await pool.query<object>(STATE)
  const state = rowSchema.optional().parse(rows[0])
  return state?.on === true ? state : undefined
}
