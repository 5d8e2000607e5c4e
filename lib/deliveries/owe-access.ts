import type { Decided } from '@/lib/access/record'
import type { Transaction } from '@/lib/db/database'
import type { CourseId, CustomerId, DeliveryId } from '@/lib/ids'
import { purchaseIdSchema } from '@/lib/ids'
import { oweDelivery } from './owe'

const TAKEN_AWAY: readonly Decided['state'][] = ['suspended', 'revoked']

/**
 * Owes Flockjay what a decision means there (R15). Each live purchase is unlocked. Nothing is revoked while any purchase
 * keeps the access: a platform that knows one enrolment for each learner and course would take away what another
 * purchase paid for. Once the access is gone, every purchase of the unit that was unlocked is revoked.
 */
export async function oweAccess(
  tx: Transaction,
  owner: { readonly customerId: CustomerId; readonly courseId: CourseId },
  decided: Decided,
  traceparent?: string,
): Promise<DeliveryId[]> {
  if (TAKEN_AWAY.includes(decided.state)) return revokeAll(tx, owner, traceparent)
  const owed: DeliveryId[] = []
  if (decided.state === 'active') await dropRevokes(tx, owner, decided.live)
  for (const purchaseId of decided.live) {
    const made = await oweDelivery(tx, purchaseId, 'flockjay', 'unlock', { traceparent })
    if (made !== undefined) owed.push(made)
  }
  return owed
}

/**
 * A revoke that another purchase's payment has overtaken: it would take away what that one paid for. One under way is
 * beyond reach; should it arrive last, the comparison of access owes the unlock anew. What a live purchase itself is
 * owed is replaced by its unlock.
 */
async function dropRevokes(
  tx: Transaction,
  { customerId, courseId }: { readonly customerId: CustomerId; readonly courseId: CourseId },
  live: Decided['live'],
): Promise<void> {
  await tx.$executeRaw`
    UPDATE delivery d SET state = 'superseded' FROM purchase p
    WHERE p.id = d.purchase_id AND p.customer_id = ${customerId}::uuid AND p.course_id = ${courseId}::uuid
      AND d.purchase_id <> ALL (${[...live]}::uuid[]) AND d.destination = 'flockjay' AND d.action = 'revoke'
      AND d.state IN ('waiting', 'needs-person') AND (d.claimed_until IS NULL OR d.claimed_until < now())`
}

async function revokeAll(
  tx: Transaction,
  { customerId, courseId }: { readonly customerId: CustomerId; readonly courseId: CourseId },
  traceparent: string | undefined,
): Promise<DeliveryId[]> {
  const purchases = await tx.purchase.findMany({
    where: { customerId, courseId, deliveries: { some: { destination: 'flockjay' } } },
    select: { id: true },
    orderBy: { id: 'asc' },
  })
  const owed: DeliveryId[] = []
  for (const { id } of purchases) {
    const made = await oweDelivery(tx, purchaseIdSchema.parse(id), 'flockjay', 'revoke', { traceparent })
    if (made !== undefined) owed.push(made)
  }
  return owed
}
