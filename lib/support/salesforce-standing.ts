import { z } from 'zod'
import { matchReasonSchema, matchSchema } from '@/lib/crm/implied-row'
import type { Database } from '@/lib/db/database'
import { OVERDUE } from '@/lib/health/unmatched'
import type { PurchaseId } from '@/lib/ids'
import { accountIdSchema, contactIdSchema } from '@/lib/salesforce/record-ids'
import { staffNames } from './staff-names'

const optional = <T>(schema: z.ZodType<T>) => schema.nullable().transform((value) => value ?? undefined)

const rowSchema = z.object({
  /** Whether anything is written there at all. */
  on: z.boolean(),
  pausedSince: optional(z.date()),
  pausedBecause: optional(z.string()),
  sentAt: optional(z.date()),
  match: matchSchema,
  reason: optional(matchReasonSchema),
  accountId: optional(accountIdSchema),
  contactId: optional(contactIdSchema),
  pendingSince: z.date(),
  lookedAt: optional(z.date()),
  overdue: z.boolean(),
  leftBy: optional(z.string()),
  leftAt: optional(z.date()),
  chosenBy: optional(z.string()),
  chosenAt: optional(z.date()),
})
type Row = z.infer<typeof rowSchema>

/**
 * How a purchase stands in Salesforce; people by name where one is known. Not told: it has never been owed there, because
 * it was sold before Salesforce was switched on.
 */
export type SalesforceStanding = ({ readonly told: true } & Row) | { readonly told: false }

const STANDING = `
  SELECT c.enabled AS on, CASE WHEN c.state = 'open' THEN c.opened_at END AS "pausedSince",
    CASE WHEN c.state = 'open' THEN c.detail END AS "pausedBecause", r.sent_at AS "sentAt",
    r.match, r.reason, r.account_id AS "accountId",
    r.contact_id AS "contactId", r.pending_since AS "pendingSince", r.looked_at AS "lookedAt",
    coalesce(r.match <> 'matched' AND ${OVERDUE}, false) AS overdue, r.left_by AS "leftBy", r.left_at AS "leftAt",
    chosen.chosen_by AS "chosenBy", chosen.chosen_at AS "chosenAt"
  FROM circuit c
  LEFT JOIN salesforce_record r ON r.purchase_id = $1
  LEFT JOIN purchase p ON p.id = r.purchase_id
  LEFT JOIN salesforce_contact chosen ON chosen.customer_id = p.customer_id AND chosen.smid = p.smid
    AND chosen.contact_id = r.contact_id
  WHERE c.destination = 'salesforce' AND (c.enabled OR r.sent_at IS NOT NULL)`

/**
 * Reads how a purchase stands in Salesforce; undefined while it is switched off, unless the purchase was written there
 * before. The caller has asked for the permit.
 */
export async function readSalesforceStanding(
  db: Pick<Database, 'pool' | 'prisma'>,
  id: PurchaseId,
): Promise<SalesforceStanding | undefined> {
  const { rows } = await db.pool.query<object>(STANDING, [id])
  const [found] = rows
  if (found === undefined) return undefined
  if ('match' in found && found.match === null) return { told: false }
  const row = rowSchema.parse(found)
  const people = [row.leftBy, row.chosenBy].filter((one) => one !== undefined)
  const names = await staffNames(db, people)
  const named = (actor: string | undefined) => actor && (names.get(actor) ?? actor)
  return { told: true, ...row, leftBy: named(row.leftBy), chosenBy: named(row.chosenBy) }
}
