import { z } from 'zod'
import type { Transaction } from '@/lib/db/database'
import { deliveryIdSchema } from '@/lib/ids'
import type { DeliveryId, PurchaseId } from '@/lib/ids'
import { enqueue } from '@/lib/jobs/enqueue'

export type Destination = 'flockjay'
export const actionSchema = z.enum(['unlock', 'revoke'])
export type Action = z.infer<typeof actionSchema>

/** Learners paid: we keep trying for this long before a person has to decide (R14). */
export const DEADLINE_DAYS = 3

const owedSchema = z.object({
  id: deliveryIdSchema,
  number: z.number(),
  action: actionSchema,
  state: z.string(),
})
const seriesSchema = z.array(owedSchema)

/**
 * Records that a purchase is owed something at an outside system, and queues it. What is owed is a series of which only
 * the last counts: the same action as the last changes nothing, however far it got; another one takes the place of what
 * is not finished. `again` owes it anew once the last is done, because the outside system has lost it.
 * Returns the delivery when it is new. The caller holds the lock of the purchase's person.
 */
export async function oweDelivery(
  tx: Transaction,
  purchaseId: PurchaseId,
  destination: Destination,
  action: Action,
  { again = false, traceparent }: { again?: boolean; traceparent?: string | undefined } = {},
): Promise<DeliveryId | undefined> {
  const series = seriesSchema.parse(
    await tx.delivery.findMany({ where: { purchaseId, destination }, orderBy: { number: 'desc' } }),
  )
  // One that was dropped before it went out has changed nothing there.
  const last = series.find(({ state }) => state !== 'superseded') ?? null
  if (!isNew(last, action, again || (last === null && series.length > 0))) return undefined
  await tx.delivery.updateMany({
    where: { purchaseId, destination, state: { in: ['waiting', 'needs-person'] } },
    data: { state: 'superseded' },
  })
  const now = new Date()
  const made = await tx.delivery.create({
    data: {
      purchaseId,
      destination,
      action,
      number: (series[0]?.number ?? 0) + 1,
      dueAt: now,
      deadline: new Date(now.getTime() + DEADLINE_DAYS * 86_400_000),
      traceparent: traceparent ?? null,
    },
    select: { id: true },
  })
  const id = deliveryIdSchema.parse(made.id)
  await enqueueDelivery(tx, id, now)
  return id
}

/** What was never granted there needs no taking away. */
function isNew(last: z.infer<typeof owedSchema> | null, action: Action, again: boolean): boolean {
  if (last === null) return action === 'unlock' || again
  return last.action !== action || (again && last.state === 'done')
}

/** Queues a delivery for its due time. One job per delivery and due time, however often this is asked. */
export function enqueueDelivery(tx: Transaction, id: DeliveryId, due: Date): Promise<void> {
  return enqueue(tx, 'delivery', { deliveryId: id }, { key: `${id}@${due.getTime()}`, due })
}
