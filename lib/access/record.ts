import { z } from 'zod'
import type { Transaction } from '@/lib/db/database'
import type { CourseId, CustomerId, PurchaseId } from '@/lib/ids'
import { decideAccess } from './decide'
import type { Decision } from './decide'
import { evidenceSchema, evidenceSelect } from './evidence'
import { judge } from './standing'

export type Decided = Decision & {
  /** The purchases that count as paid now. */
  readonly live: readonly PurchaseId[]
}

/**
 * Decides access of one person to one unit anew from all their purchases and keeps the decision.
 * The caller holds the person's row lock, so that two purchases cannot decide at the same moment.
 */
export async function recordAccess(
  tx: Transaction,
  customerId: CustomerId,
  courseId: CourseId,
): Promise<Decided> {
  const rows = await tx.purchase.findMany({ where: { customerId, courseId }, select: evidenceSelect })
  const purchases = z.array(evidenceSchema).parse(rows)
  const decision = decideAccess(purchases)
  const live = purchases.filter((purchase) => judge(purchase).standing === 'paid').map(({ id }) => id)
  const { state, purchaseId, reason } = decision
  const before = await tx.access.findUnique({ where: { customerId_courseId: { customerId, courseId } } })
  if (before?.state !== state || before.purchaseId !== purchaseId || before.reason !== reason) {
    await tx.access.upsert({
      where: { customerId_courseId: { customerId, courseId } },
      create: { customerId, courseId, state, purchaseId, reason },
      update: {
        state,
        purchaseId,
        reason,
        // Another wording of the same decision is not another decision.
        ...(before?.state === state && before.purchaseId === purchaseId ? {} : { decidedAt: new Date() }),
      },
    })
  }
  return { ...decision, live }
}
