import { z } from 'zod'
import type { Database } from '@/lib/db/database'
import { purchaseIdSchema } from '@/lib/ids'
import type { PurchaseId } from '@/lib/ids'
import { listDiscrepancies } from '@/lib/reconcile/discrepancies'
import type { OpenDiscrepancy } from '@/lib/reconcile/discrepancies'

/** As many as the page shows; the counts count all. */
const AT_MOST = 50

/** A discrepancy, and the purchase of ours that it is about, where its subject is one. */
export type ListedDiscrepancy = OpenDiscrepancy & { readonly purchaseId: PurchaseId | undefined }

/** The oldest open discrepancies, 50 at most. */
export async function listOpenDiscrepancies(db: Database): Promise<ListedDiscrepancy[]> {
  const open = await listDiscrepancies(db, { atMost: AT_MOST })
  const possible = open.flatMap(({ subject }) => {
    const id = purchaseIdSchema.safeParse(subject)
    return id.success ? [id.data] : []
  })
  const ours = await db.prisma.purchase.findMany({ where: { id: { in: possible } }, select: { id: true } })
  const known = new Map(
    z
      .array(z.object({ id: purchaseIdSchema }))
      .parse(ours)
      .map(({ id }) => [String(id), id]),
  )
  return open.map((one) => ({ ...one, purchaseId: known.get(one.subject) }))
}
