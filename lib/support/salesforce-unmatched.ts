import { z } from 'zod'
import { matchReasonSchema, matchSchema } from '@/lib/crm/implied-row'
import type { Database } from '@/lib/db/database'
import { OVERDUE, UNMATCHED } from '@/lib/health/unmatched'
import { purchaseIdSchema, referenceSchema } from '@/lib/ids'
import type { PurchaseId } from '@/lib/ids'
import { accountIdSchema } from '@/lib/salesforce/record-ids'
import { staffNames } from './staff-names'

/** As many as a person works through before the next page. */
const PAGE = 50

/** `all`: nobody has said to leave it. `overdue`: of these, what waits for more than 36 hours. `left`: somebody has. */
export const unmatchedFilterSchema = z.enum(['all', 'overdue', 'left'])
export type UnmatchedFilter = z.infer<typeof unmatchedFilterSchema>

/** The last row of a page, which the next one comes after. */
export type UnmatchedPlace = { readonly pendingSince: Date; readonly purchaseId: PurchaseId }

const optional = <T>(schema: z.ZodType<T>) => schema.nullable().transform((value) => value ?? undefined)
const rowsSchema = z.array(
  z.object({
    purchaseId: purchaseIdSchema,
    reference: referenceSchema,
    title: z.string(),
    smid: z.string(),
    email: optional(z.string()),
    /** On request: nobody can say any more which contact it was. */
    erased: z.boolean(),
    match: matchSchema,
    reason: optional(matchReasonSchema),
    accountId: optional(accountIdSchema),
    pendingSince: z.date(),
    lookedAt: optional(z.date()),
    overdue: z.boolean(),
    leftBy: optional(z.string()),
    leftAt: optional(z.date()),
    leftNote: optional(z.string()),
  }),
)
/** A purchase not linked to its account and contact yet. `leftBy`: a name where one is known. */
export type UnmatchedPurchase = z.infer<typeof rowsSchema>[number]

const FILTER: Readonly<Record<UnmatchedFilter, string>> = {
  all: 'r.left_at IS NULL',
  overdue: OVERDUE,
  left: 'r.left_at IS NOT NULL',
}
const list = (filter: UnmatchedFilter): string => `
  SELECT r.purchase_id AS "purchaseId", bought.reference, revision.content->>'title' AS title, bought.smid, person.email,
    person.erased_at IS NOT NULL AS erased, r.match, r.reason, r.account_id AS "accountId",
    r.pending_since AS "pendingSince", r.looked_at AS "lookedAt", ${OVERDUE} AS overdue,
    r.left_by AS "leftBy", r.left_at AS "leftAt",
    (SELECT a.detail->>'note' FROM audit a WHERE r.left_at IS NOT NULL AND a.subject_type = 'purchase'
      AND a.subject_id = r.purchase_id::text AND a.action = 'salesforce.leave' ORDER BY a.id DESC LIMIT 1) AS "leftNote"
  FROM salesforce_record r
  JOIN purchase bought ON bought.id = r.purchase_id
  JOIN customer person ON person.id = bought.customer_id
  JOIN checkout_attempt attempt ON attempt.id = bought.attempt_id
  JOIN course_revision revision ON revision.id = attempt.revision_id
  WHERE ${UNMATCHED} AND ${FILTER[filter]}
    AND ($1::timestamptz IS NULL OR (r.pending_since, r.purchase_id) > ($1, $2::uuid))
  ORDER BY r.pending_since, r.purchase_id LIMIT ${PAGE + 1}`

/** Those that have waited longest, 50 a page. The caller has asked for the permit. */
export async function listUnmatched(
  db: Pick<Database, 'pool' | 'prisma'>,
  filter: UnmatchedFilter,
  after: UnmatchedPlace | undefined,
): Promise<{ readonly purchases: readonly UnmatchedPurchase[]; readonly next: UnmatchedPlace | undefined }> {
  const values = [after?.pendingSince ?? null, after?.purchaseId ?? null]
  const { rows } = await db.pool.query<object>(list(filter), values)
  const found = rowsSchema.parse(rows.slice(0, PAGE))
  const names = await staffNames(
    db,
    found.flatMap(({ leftBy }) => leftBy ?? []),
  )
  const purchases = found.map((row) => ({
    ...row,
    leftBy: row.leftBy === undefined ? undefined : (names.get(row.leftBy) ?? row.leftBy),
  }))
  const last = rows.length > PAGE ? purchases.at(-1) : undefined
  return { purchases, next: last && { pendingSince: last.pendingSince, purchaseId: last.purchaseId } }
}
