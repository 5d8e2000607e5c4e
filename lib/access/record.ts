import { z } from 'zod'
import type { Transaction } from '@/lib/db/database'
import { purchaseIdSchema, referenceSchema } from '@/lib/ids'
import type { CourseId, CustomerId } from '@/lib/ids'
import { decideAccess } from './decide'
import type { Decision } from './decide'

const evidenceSchema = z.object({
  id: purchaseIdSchema,
  reference: referenceSchema,
  state: z.enum(['pending', 'paid', 'failed']),
  createdAt: z.date(),
})

/**
 * Decides access of one person to one unit anew from all their purchases and keeps the decision.
 * The caller holds the person's row lock, so that two purchases cannot decide at the same moment.
 */
export async function recordAccess(
  tx: Transaction,
  customerId: CustomerId,
  courseId: CourseId,
): Promise<Decision> {
  const purchases = await tx.purchase.findMany({ where: { customerId, courseId } })
  const decision = decideAccess(z.array(evidenceSchema).parse(purchases))
  const { state, purchaseId, reason } = decision
  const before = await tx.access.findUnique({ where: { customerId_courseId: { customerId, courseId } } })
  if (before !== null && before.state === state && before.purchaseId === purchaseId) return decision
  await tx.access.upsert({
    where: { customerId_courseId: { customerId, courseId } },
    create: { customerId, courseId, state, purchaseId, reason },
    update: { state, purchaseId, reason, decidedAt: new Date() },
  })
  return decision
}
