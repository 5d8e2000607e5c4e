import { z } from 'zod'
import type { Transaction } from '@/lib/db/database'
import { deliveryIdSchema } from '@/lib/ids'
import type { DeliveryId, PurchaseId } from '@/lib/ids'
import { enqueue } from '@/lib/jobs/enqueue'

export const destinationSchema = z.enum(['flockjay', 'salesforce'])
export type Destination = z.infer<typeof destinationSchema>
/** What opens and closes a course. */
export const accessActionSchema = z.enum(['unlock', 'revoke'])
export type AccessAction = z.infer<typeof accessActionSchema>

/**
 * We keep trying for so many days before a person has to decide. Learners wait for their course (R14); a record that is
 * late hurts nobody, and Salesforce may be switched to another org over days.
 */
export const DEADLINE_DAYS: Readonly<Record<Destination, number>> = { flockjay: 3, salesforce: 14 }

const owedSchema = z.object({
  id: deliveryIdSchema,
  number: z.number(),
  action: accessActionSchema,
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
  destination: 'flockjay',
  action: AccessAction,
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
      deadline: new Date(now.getTime() + DEADLINE_DAYS[destination] * 86_400_000),
      traceparent: traceparent ?? null,
    },
    select: { id: true },
  })
  const id = deliveryIdSchema.parse(made.id)
  await enqueueDelivery(tx, { id, destination }, now)
  return id
}

/** What was never granted there needs no taking away. */
function isNew(last: z.infer<typeof owedSchema> | null, action: AccessAction, again: boolean): boolean {
  if (last === null) return action === 'unlock' || again
  return last.action !== action || (again && last.state === 'done')
}

type Queued = { readonly id: DeliveryId; readonly destination: Destination }

/** Queues a delivery for its due time. One job per delivery and due time, however often this is asked. */
export function enqueueDelivery(
  tx: Transaction,
  delivery: Queued,
  due: Date,
  mark = String(due.getTime()),
): Promise<void> {
  const job = { key: `${delivery.id}@${mark}`, due }
  return delivery.destination === 'salesforce'
    ? enqueue(tx, 'salesforce', {}, job)
    : enqueue(tx, 'delivery', { deliveryId: delivery.id }, job)
}
