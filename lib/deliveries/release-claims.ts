import { z } from 'zod'
import type { Transaction } from '@/lib/db/database'
import { deliveryIdSchema, purchaseIdSchema } from '@/lib/ids'
import { destinationSchema, enqueueDelivery } from './owe'

const releasedSchema = z.array(z.object({ purchaseId: purchaseIdSchema }))
const waitingSchema = z.array(
  z.object({ id: deliveryIdSchema, destination: destinationSchema, dueAt: z.date() }),
)

/**
 * Frees deliveries whose worker has ended, and queues what waits for the same purchases: its job may have come and gone
 * while the claim stood. Every call is idempotent by the purchase's id, so one may have been made already.
 */
export async function releaseEndedClaims(tx: Transaction): Promise<void> {
  const released = releasedSchema.parse(
    await tx.$queryRaw`
      UPDATE delivery SET claimed_by = NULL, claimed_until = NULL
      WHERE claimed_by IN (SELECT id FROM worker_process WHERE ended_at IS NOT NULL)
      RETURNING purchase_id AS "purchaseId"`,
  )
  if (released.length === 0) return
  const waiting = await tx.delivery.findMany({
    where: { state: 'waiting', purchaseId: { in: released.map(({ purchaseId }) => purchaseId) } },
    select: { id: true, destination: true, dueAt: true },
  })
  // A key of its own: a job that has just found the claim in its way may be ending at this moment, and would be taken
  // for the one to come.
  const mark = Date.now()
  for (const { dueAt, ...delivery } of waitingSchema.parse(waiting))
    await enqueueDelivery(tx, delivery, dueAt, `released ${mark}`)
}
