import type { Transaction } from '@/lib/db/database'
import { deliveryIdSchema } from '@/lib/ids'
import type { DeliveryId, PurchaseId } from '@/lib/ids'
import { enqueue } from '@/lib/jobs/enqueue'

export type Destination = 'flockjay'
export type Action = 'unlock'

/** Learners paid: we keep trying for this long before a person has to decide (R14). */
export const DEADLINE_DAYS = 3

/**
 * Records, once, that a purchase is owed something at an outside system, and queues it. Returns the delivery when it
 * is new; undefined when it was owed before, however far it got.
 */
export async function oweDelivery(
  tx: Transaction,
  purchaseId: PurchaseId,
  destination: Destination,
  action: Action,
): Promise<DeliveryId | undefined> {
  const now = new Date()
  const deadline = new Date(now.getTime() + DEADLINE_DAYS * 86_400_000)
  const [made] = await tx.delivery.createManyAndReturn({
    data: [{ purchaseId, destination, action, dueAt: now, deadline }],
    skipDuplicates: true,
    select: { id: true },
  })
  if (made === undefined) return undefined
  const id = deliveryIdSchema.parse(made.id)
  await enqueueDelivery(tx, id, now)
  return id
}

/** Queues a delivery for its due time. One job per delivery and due time, however often this is asked. */
export function enqueueDelivery(tx: Transaction, id: DeliveryId, due: Date): Promise<void> {
  return enqueue(tx, 'delivery', { deliveryId: id }, { key: `${id}@${due.getTime()}`, due })
}
