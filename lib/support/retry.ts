import { z } from 'zod'
import type { Database, Transaction } from '@/lib/db/database'
import { DEADLINE_DAYS, destinationSchema, enqueueDelivery } from '@/lib/deliveries/owe'
import type { Destination } from '@/lib/deliveries/owe'
import { purchaseIdSchema } from '@/lib/ids'
import type { DeliveryId, PurchaseId } from '@/lib/ids'
import { auditActor, permits } from '@/lib/identity/permit'
import type { StaffActor } from '@/lib/identity/permit'
import type { Waker } from '@/lib/jobs/wake'
import { retryability } from './retryable'
import type { Retryability } from './retryable'

const rowSchema = z.object({
  purchaseId: purchaseIdSchema,
  destination: destinationSchema,
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
  const made = await db.prisma.$transaction((tx) => makeDue(tx, actor, id))
  if (made.outcome !== 'retrying') return made
  const { destination, ...result } = made
  waker.wake(destination === 'salesforce' ? 'salesforce' : 'delivery')
  return result
}

type MadeDue =
  | Exclude<RetryResult, { outcome: 'retrying' }>
  | { readonly outcome: 'retrying'; readonly purchaseId: PurchaseId; readonly destination: Destination }

async function makeDue(tx: Transaction, actor: StaffActor, id: DeliveryId): Promise<MadeDue> {
  // The person first, as whoever owes anything locks them, so that they are not erased at this moment.
  await tx.$queryRaw`
    SELECT c.id::text FROM delivery d JOIN purchase p ON p.id = d.purchase_id JOIN customer c ON c.id = p.customer_id
    WHERE d.id = ${id}::uuid FOR SHARE OF c`
  // The database's clock: this process's may differ from that of the worker who claims by it.
  const [found] = await tx.$queryRaw<unknown[]>`
    SELECT p.id::text AS "purchaseId", d.destination, d.state, d.action, d.due_at <= clock_timestamp() + interval '1 second' AS due,
      coalesce(d.claimed_until >= clock_timestamp(), false) AS running, c.erased_at IS NOT NULL AS erased
    FROM delivery d JOIN purchase p ON p.id = d.purchase_id JOIN customer c ON c.id = p.customer_id
    WHERE d.id = ${id}::uuid FOR UPDATE OF d`
  if (found === undefined) return { outcome: 'missing' }
  const { purchaseId, destination, ...moment } = rowSchema.parse(found)
  const may = retryability(moment)
  if (may !== 'may') return { outcome: may, purchaseId }
  const [changed] = await tx.$queryRaw<unknown[]>`
    UPDATE delivery SET state = 'waiting', due_at = clock_timestamp(), claimed_until = NULL,
      deadline = clock_timestamp() + ${DEADLINE_DAYS[destination]} * interval '1 day'
    WHERE id = ${id}::uuid RETURNING due_at AS "dueAt"`
  await enqueueDelivery(tx, { id, destination }, dueSchema.parse(changed).dueAt)
  await tx.audit.create({
    data: {
      actor: auditActor(actor),
      action: 'delivery.retry',
      subjectType: 'delivery',
      subjectId: id,
      detail: { from: moment.state },
    },
  })
  return { outcome: 'retrying', purchaseId, destination }
}
