import { z } from 'zod'
import type { Database, Transaction } from '@/lib/db/database'
import { DEADLINE_DAYS, enqueueDelivery } from '@/lib/deliveries/owe'
import { purchaseIdSchema } from '@/lib/ids'
import type { DeliveryId, PurchaseId } from '@/lib/ids'
import { auditActor, permits } from '@/lib/identity/permit'
import type { StaffActor } from '@/lib/identity/permit'
import type { Waker } from '@/lib/jobs/wake'
import { retryability } from './retryable'
import type { Retryability } from './retryable'

const rowSchema = z.object({
  purchaseId: purchaseIdSchema,
  state: z.string(),
  action: z.string(),
  due: z.boolean(),
  running: z.boolean(),
  erased: z.boolean(),
})
const dueSchema = z.object({ dueAt: z.date() })

export type RetryResult =
  | { readonly outcome: 'retrying'; readonly purchaseId: PurchaseId }
  /** Nothing was changed, and why. */
  | { readonly outcome: Exclude<Retryability, 'may'>; readonly purchaseId: PurchaseId }
  | { readonly outcome: 'missing' }
  | { readonly outcome: 'forbidden' }

/**
 * Makes a delivery that waits for a person, or for a later try, due now, with a new deadline; audited. One transaction
 * under the row's lock: asked twice, also at once, it happens once. The worker is woken after the commit.
 */
export async function retryDelivery(
  { db, waker }: { readonly db: Database; readonly waker: Waker },
  actor: StaffActor,
  id: DeliveryId,
): Promise<RetryResult> {
  if (!permits(actor, 'delivery.retry')) return { outcome: 'forbidden' }
  const result = await db.prisma.$transaction((tx) => makeDue(tx, actor, id))
  if (result.outcome === 'retrying') waker.wake('delivery')
  return result
}

async function makeDue(tx: Transaction, actor: StaffActor, id: DeliveryId): Promise<RetryResult> {
  // The person too, so that they are not erased at this moment. The database's clock: this process's may differ from that of the worker who claims by it.
  const [found] = await tx.$queryRaw<unknown[]>`
    SELECT p.id::text AS "purchaseId", d.state, d.action, d.due_at <= clock_timestamp() + interval '1 second' AS due,
      coalesce(d.claimed_until >= clock_timestamp(), false) AS running, c.erased_at IS NOT NULL AS erased
    FROM delivery d JOIN purchase p ON p.id = d.purchase_id JOIN customer c ON c.id = p.customer_id
    WHERE d.id = ${id}::uuid FOR UPDATE OF d FOR SHARE OF c`
  if (found === undefined) return { outcome: 'missing' }
  const { purchaseId, ...moment } = rowSchema.parse(found)
  const may = retryability(moment)
  if (may !== 'may') return { outcome: may, purchaseId }
  const [changed] = await tx.$queryRaw<unknown[]>`
    UPDATE delivery SET state = 'waiting', due_at = clock_timestamp(), claimed_until = NULL,
      deadline = clock_timestamp() + ${DEADLINE_DAYS} * interval '1 day'
    WHERE id = ${id}::uuid RETURNING due_at AS "dueAt"`
  await enqueueDelivery(tx, id, dueSchema.parse(changed).dueAt)
  await tx.audit.create({
    data: {
      actor: auditActor(actor),
      action: 'delivery.retry',
      subjectType: 'delivery',
      subjectId: id,
      detail: { from: moment.state },
    },
  })
  return { outcome: 'retrying', purchaseId }
}
