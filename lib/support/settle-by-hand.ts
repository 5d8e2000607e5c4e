import { z } from 'zod'
import type { Database, Transaction } from '@/lib/db/database'
import { purchaseIdSchema } from '@/lib/ids'
import type { DeliveryId, PurchaseId } from '@/lib/ids'
import { auditActor, permits } from '@/lib/identity/permit'
import type { StaffActor } from '@/lib/identity/permit'
import { noteSchema } from '@/lib/identity/note'
import type { Note } from '@/lib/identity/note'
import { maySettleByHand, retryability } from './retryable'
import type { Retryability } from './retryable'

export const settleNoteSchema = noteSchema('Write what you did')

const rowSchema = z.object({
  purchaseId: purchaseIdSchema,
  state: z.string(),
  action: z.string(),
  due: z.boolean(),
  running: z.boolean(),
  erased: z.boolean(),
  attempts: z.number(),
})

export type SettleResult =
  | { readonly outcome: 'settled'; readonly purchaseId: PurchaseId }
  /** Nothing was changed, and why; `still-tried`: it goes out by itself, so that nobody has to say so. */
  | { readonly outcome: Exclude<Retryability, 'may' | 'due-already'>; readonly purchaseId: PurchaseId }
  | { readonly outcome: 'still-tried'; readonly purchaseId: PurchaseId }
  /** Of its kind nothing is done by hand: it is tried again instead. */
  | { readonly outcome: 'not-by-hand'; readonly purchaseId: PurchaseId }
  | { readonly outcome: 'missing' }
  | { readonly outcome: 'forbidden' }

/**
 * Ends a delivery that waits for a person, because a person did at the destination what it asks for; with a note,
 * audited, and with a line in its history. One transaction under the row's lock: asked twice, it happens once. Whether
 * it is true shows the next comparison with the destination, which owes it anew where it is not.
 */
export async function settleByHand(
  db: Database,
  actor: StaffActor,
  id: DeliveryId,
  note: Note,
): Promise<SettleResult> {
  if (!permits(actor, 'delivery.retry')) return { outcome: 'forbidden' }
  return db.prisma.$transaction((tx) => settle(tx, actor, id, note))
}

async function settle(tx: Transaction, actor: StaffActor, id: DeliveryId, note: Note): Promise<SettleResult> {
  const [found] = await tx.$queryRaw<unknown[]>`
    SELECT p.id::text AS "purchaseId", d.state, d.action, d.attempts, d.due_at <= clock_timestamp() AS due,
      coalesce(d.claimed_until >= clock_timestamp(), false) AS running, c.erased_at IS NOT NULL AS erased
    FROM delivery d JOIN purchase p ON p.id = d.purchase_id JOIN customer c ON c.id = p.customer_id
    WHERE d.id = ${id}::uuid FOR UPDATE OF d`
  if (found === undefined) return { outcome: 'missing' }
  const { purchaseId, attempts, ...moment } = rowSchema.parse(found)
  const may = retryability(moment)
  if (moment.action === 'sync') return { outcome: 'not-by-hand', purchaseId }
  if (!maySettleByHand(moment.state, may, moment.action))
    return { outcome: may === 'may' || may === 'due-already' ? 'still-tried' : may, purchaseId }
  const [now, number, detail] = [new Date(), attempts + 1, 'marked as done by hand']
  await tx.delivery.update({
    where: { id },
    data: { state: 'done', doneAt: now, attempts: number, lastDetail: detail },
  })
  await tx.deliveryAttempt.create({
    data: { deliveryId: id, number, startedAt: now, durationMs: 0, outcome: 'by-hand', detail },
  })
  await tx.audit.create({
    data: {
      actor: auditActor(actor),
      action: 'delivery.settle',
      subjectType: 'delivery',
      subjectId: id,
      detail: { note },
    },
  })
  return { outcome: 'settled', purchaseId }
}
