import type { Database } from '@/lib/db/database'
import { permits } from '@/lib/identity/permit'
import type { StaffActor } from '@/lib/identity/permit'
import type { PurchaseId } from '@/lib/ids'
import { evidenceSchema } from './evidence'
import type { TaxEvidence } from './evidence'

/** What proves the tax of a purchase; undefined where none is kept (not paid, or not processed since it is kept). */
export async function readTaxEvidence(
  db: Database,
  actor: StaffActor,
  purchaseId: PurchaseId,
): Promise<TaxEvidence | undefined> {
  if (!permits(actor, 'purchase.read')) return undefined
  const row = await db.prisma.taxEvidence.findUnique({ where: { purchaseId } })
  return row === null ? undefined : evidenceSchema.parse(row)
}
