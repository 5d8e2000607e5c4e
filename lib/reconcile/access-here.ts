import { z } from 'zod'
import type { Transaction } from '@/lib/db/database'
import { customerIdSchema, purchaseIdSchema } from '@/lib/ids'
import type { PurchaseId } from '@/lib/ids'

const rowSchema = z.object({
  purchaseId: purchaseIdSchema,
  customerId: customerIdSchema,
  reference: z.string(),
  sku: z.string(),
  smid: z.string(),
  access: optional(),
  ground: z.boolean(),
  erased: z.boolean(),
  last: optional(),
  lastId: optional(),
})
export type KnownPurchase = z.infer<typeof rowSchema>

function optional() {
  return z
    .string()
    .nullable()
    .transform((value) => value ?? undefined)
}

/** What our books say of these purchases' access and of what Flockjay was last told. Unknown ids are left out. */
export async function readAccessHere(
  tx: Transaction,
  purchaseIds: readonly string[],
): Promise<ReadonlyMap<string, KnownPurchase>> {
  const rows = await tx.$queryRaw`
    SELECT p.id::text AS "purchaseId", p.customer_id::text AS "customerId", p.reference, c.sku, p.smid, a.state AS access,
      coalesce(a.purchase_id = p.id, false) AS ground, u.erased_at IS NOT NULL AS erased,
      d.state AS last, d.id::text AS "lastId"
    FROM purchase p JOIN course c ON c.id = p.course_id JOIN customer u ON u.id = p.customer_id
    LEFT JOIN access a ON (a.customer_id, a.course_id) = (p.customer_id, p.course_id)
    LEFT JOIN LATERAL (
      SELECT id, state FROM delivery WHERE purchase_id = p.id AND destination = 'flockjay' ORDER BY number DESC LIMIT 1
    ) d ON true
    WHERE p.id = ANY(${[...purchaseIds]}::uuid[])`
  return new Map(
    z
      .array(rowSchema)
      .parse(rows)
      .map((row) => [row.purchaseId, row]),
  )
}

/** One purchase; undefined when it is none of ours. */
export async function readOneAccessHere(
  tx: Transaction,
  purchaseId: PurchaseId,
): Promise<KnownPurchase | undefined> {
  return (await readAccessHere(tx, [purchaseId])).get(purchaseId)
}
