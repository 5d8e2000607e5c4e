import { z } from 'zod'
import { courseIdSchema, customerIdSchema, purchaseIdSchema, skuSchema } from '@/lib/ids'
import type { CustomerId, Smid } from '@/lib/ids'
import { evidenceSchema } from './evidence'
import type { EntitlementsPlace } from './entitlements-cursor'

export type EntitlementsRequest = {
  readonly smid: Smid
  /** Only this person; one of another account has nothing here. */
  readonly learner?: CustomerId | undefined
  /** Units of persons read at most; those left out for failed payments count. */
  readonly limit: number
  readonly after?: EntitlementsPlace | undefined
}

const NOWHERE = '00000000-0000-0000-0000-000000000000'

/**
 * Only rows of purchase_smid_id_idx for one account are read, and only one page's persons and units are looked up; each
 * title once, because the words of a course are the widest thing here.
 */
const ENTITLEMENTS = `
  WITH page AS (
    SELECT customer_id, course_id, json_agg(json_build_object('id', id, 'reference', reference, 'state', state,
             'identity', identity, 'paidAt', paid_at, 'createdAt', created_at, 'currency', currency, 'total', total::text,
             'refunds', (SELECT coalesce(json_agg(json_build_object('id', r.id, 'amount', r.amount::text, 'state', r.state)
               ORDER BY r.id), '[]') FROM refund r WHERE r.purchase_id = purchase.id),
             'disputes', (SELECT coalesce(json_agg(json_build_object('id', d.id, 'state', d.state) ORDER BY d.id), '[]')
               FROM dispute d WHERE d.purchase_id = purchase.id)) ORDER BY created_at, id) AS purchases
    FROM purchase
    WHERE smid = $1 AND (customer_id, course_id) > ($2::uuid, $3::uuid) AND ($4::uuid IS NULL OR customer_id = $4)
    GROUP BY customer_id, course_id ORDER BY customer_id, course_id LIMIT $5
  ), unit AS (
    SELECT c.id, c.sku, coalesce(r.content ->> 'title', c.sku) AS title
    FROM (SELECT DISTINCT course_id FROM page) wanted JOIN course c ON c.id = wanted.course_id
    LEFT JOIN course_revision r ON r.id = c.published_revision_id
  )
  SELECT page.customer_id AS learner, page.course_id AS course, page.purchases, unit.sku, unit.title,
    person.flockjay_user_id AS "flockjayUserId", person.contact_id AS "contactId",
    CASE WHEN a.id IS NOT NULL THEN json_build_object('purchaseId', a.purchase_id, 'at', a.decided_at) END AS decided
  FROM page
  JOIN unit ON unit.id = page.course_id
  JOIN customer person ON person.id = page.customer_id
  LEFT JOIN access a ON a.customer_id = page.customer_id AND a.course_id = page.course_id
  ORDER BY page.customer_id, page.course_id`

/** The one statement behind a page of entitlements, prepared once on each connection. */
export function entitlementsQuery({ smid, learner, limit, after }: EntitlementsRequest) {
  const values = [smid, after?.learner ?? NOWHERE, after?.course ?? NOWHERE, learner ?? null, limit]
  return { name: 'entitlements', text: ENTITLEMENTS, values }
}

/** How the person was established: a typed e-mail, Flockjay's signature, a Redis Cloud sign-in. */
const purchaseIdentitySchema = z.enum(['claimed', 'signed', 'sso'])
export type PurchaseIdentity = z.infer<typeof purchaseIdentitySchema>
const moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text))

const rowSchema = z.object({
  learner: customerIdSchema,
  course: courseIdSchema,
  sku: skuSchema,
  title: z.string(),
  flockjayUserId: z.string().nullable(),
  contactId: z.string().nullable(),
  purchases: z.array(
    evidenceSchema.extend({
      createdAt: moment,
      identity: purchaseIdentitySchema,
      paidAt: moment.nullable(),
    }),
  ),
  decided: z.object({ purchaseId: purchaseIdSchema, at: moment }).nullable(),
})
export type EntitlementRow = z.infer<typeof rowSchema>

export function readEntitlementRows(rows: readonly object[]): EntitlementRow[] {
  return z.array(rowSchema).parse(rows)
}
