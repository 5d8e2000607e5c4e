import { z } from 'zod'
import type { Database } from '@/lib/db/database'
import { evidenceSchema } from '@/lib/access/evidence'
import { customerIdSchema, purchaseIdSchema, skuSchema, smidSchema } from '@/lib/ids'
import type { PurchaseId } from '@/lib/ids'
import { accountIdSchema, contactIdSchema } from '@/lib/salesforce/record-ids'

const optional = <T extends z.ZodType>(schema: T) =>
  schema.nullable().transform((value) => value ?? undefined)

export const matchSchema = z.enum(['pending', 'matched', 'ambiguous'])
export const matchReasonSchema = z.enum(['no-account', 'several-accounts', 'no-contact', 'several-contacts'])
export type MatchReason = z.infer<typeof matchReasonSchema>

const rowSchema = z.object({
  ...evidenceSchema.shape,
  id: purchaseIdSchema,
  customerId: customerIdSchema,
  smid: smidSchema,
  sku: skuSchema,
  title: z.string(),
  kind: z.string(),
  email: optional(z.string()),
  contactKey: optional(z.string()),
  account: z.string(),
  tax: z.coerce.bigint(),
  discount: z.coerce.bigint(),
  paymentIntentId: optional(z.string()),
  invoiceNumber: optional(z.string()),
  paidAt: optional(z.date()),
  access: optional(z.enum(['active', 'pending', 'suspended', 'revoked', 'none'])),
  match: optional(matchSchema),
  reason: optional(matchReasonSchema),
  accountId: optional(accountIdSchema),
  contactId: optional(contactIdSchema),
  lookedAt: optional(z.date()),
  owedDigest: optional(z.string()),
  sentDigest: optional(z.string()),
  chosenAccountId: optional(accountIdSchema),
  chosenContactId: optional(contactIdSchema),
})
/** A purchase with all that its record in Salesforce is made of. */
export type ImpliedRow = z.infer<typeof rowSchema>
const rowsSchema = z.array(rowSchema)

/**
 * One statement for one purchase as for thousands: a backlog is worked off through it, so what many purchases share (the
 * title, out of a unit's whole content) is read once, and what few have is looked up for all at once.
 */
const IMPLIED = `
  WITH bought AS MATERIALIZED (
    SELECT p.*, course.sku, course.kind, coalesce(course.published_revision_id,
      (SELECT attempt.revision_id FROM checkout_attempt attempt WHERE attempt.id = p.attempt_id)) AS revision_id
    FROM purchase p JOIN course ON course.id = p.course_id WHERE p.id = ANY ($1::uuid[])
  ), titled AS MATERIALIZED (
    SELECT id, content->>'title' AS title FROM course_revision WHERE id IN (SELECT revision_id FROM bought)
  ), corrected AS (
    SELECT DISTINCT ON (purchase_id) purchase_id, invoice_number FROM invoice_correction
    WHERE purchase_id = ANY ($1::uuid[]) AND state = 'issued' ORDER BY purchase_id, requested_at DESC
  ), refunded AS (
    SELECT purchase_id, jsonb_agg(jsonb_build_object('id', id, 'amount', amount::text, 'state', state) ORDER BY id) AS refunds
    FROM refund WHERE purchase_id = ANY ($1::uuid[]) GROUP BY purchase_id
  ), disputed AS (
    SELECT purchase_id, jsonb_agg(jsonb_build_object('id', id, 'state', state) ORDER BY id) AS disputes
    FROM dispute WHERE purchase_id = ANY ($1::uuid[]) GROUP BY purchase_id
  )
  SELECT p.id, p.reference, p.state, p.created_at AS "createdAt", p.currency, p.total::text, p.customer_id AS "customerId",
    p.smid, p.sku, p.kind, titled.title, person.email, person.contact_id AS "contactKey",
    p.account, p.tax::text, p.discount::text, p.payment_intent_id AS "paymentIntentId", p.paid_at AS "paidAt",
    coalesce(corrected.invoice_number, p.invoice_number) AS "invoiceNumber",
    coalesce(refunded.refunds, '[]') AS refunds, coalesce(disputed.disputes, '[]') AS disputes,
    access.state AS access, r.match, r.reason, r.account_id AS "accountId", r.contact_id AS "contactId",
    r.looked_at AS "lookedAt", r.owed_digest AS "owedDigest", r.sent_digest AS "sentDigest",
    chosen.account_id AS "chosenAccountId", chosen.contact_id AS "chosenContactId"
  FROM bought p
  JOIN titled ON titled.id = p.revision_id
  JOIN customer person ON person.id = p.customer_id
  LEFT JOIN access ON access.customer_id = p.customer_id AND access.course_id = p.course_id
  LEFT JOIN corrected ON corrected.purchase_id = p.id
  LEFT JOIN refunded ON refunded.purchase_id = p.id
  LEFT JOIN disputed ON disputed.purchase_id = p.id
  LEFT JOIN salesforce_record r ON r.purchase_id = p.id
  LEFT JOIN salesforce_contact chosen ON chosen.customer_id = p.customer_id AND chosen.smid = p.smid`

/** Whoever runs statements: the pool, or Prisma's transaction. */
export type Rows = (sql: string, values: readonly unknown[]) => Promise<unknown>

/** Statements outside a transaction of the caller. */
export function rowsOf({ pool }: Pick<Database, 'pool'>): Rows {
  return async (sql, values) => (await pool.query<object>(sql, [...values])).rows
}

/** Reads purchases as their records are made of; in no order. What is not there is not answered. */
export async function readImplied(rows: Rows, ids: readonly PurchaseId[]): Promise<ImpliedRow[]> {
  return rowsSchema.parse(await rows(IMPLIED, [ids]))
}
