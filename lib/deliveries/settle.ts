import { z } from 'zod'
import type { Database, Transaction } from '@/lib/db/database'
import { deliveryIdSchema } from '@/lib/ids'
import type { ClaimedDelivery } from './claim'
import type { DeliveryOutcome } from './outcome'
import { enqueue } from '@/lib/jobs/enqueue'
import { enqueueDelivery } from './owe'
import { retryDelay } from './retry-delay'

export type Call = { readonly startedAt: Date; readonly durationMs: number; readonly result: DeliveryOutcome }

/**
 * Records what a call answered and what follows: done, the next try with its job, or a person. One transaction. Where
 * the delivery was superseded during the call, or its claim ran out and another worker has it, only the answer is kept:
 * then false.
 */
export async function settleDelivery(db: Database, delivery: ClaimedDelivery, call: Call): Promise<boolean> {
  const { result } = call
  if (result.outcome === 'done' || result.outcome === 'already') return settleDone(db, delivery, call)
  const next = nextTry(delivery, result)
  return db.prisma.$transaction(async (tx) => {
    await tx.deliveryAttempt.create({
      data: {
        deliveryId: delivery.id,
        number: delivery.attempts,
        startedAt: call.startedAt,
        durationMs: call.durationMs,
        outcome: result.outcome,
        detail: result.detail,
      },
    })
    const after = next === undefined ? { state: 'needs-person' } : { dueAt: next }
    const held = await release(tx, delivery, { lastDetail: result.detail, ...after })
    if (held && next !== undefined) await enqueueDelivery(tx, delivery, next)
    return held
  })
}

/** One round trip for what nearly always happens. */
const DONE = `
  WITH kept AS (
    INSERT INTO delivery_attempt (delivery_id, number, started_at, duration_ms, outcome, detail)
    VALUES ($1, $2, $3, $4, $5, $6)
  )
  UPDATE delivery SET state = 'done', done_at = now(), last_detail = $6, claimed_until = NULL, claimed_by = NULL
  WHERE id = $1 AND state = 'waiting' AND attempts = $2`

async function settleDone(db: Database, delivery: ClaimedDelivery, call: Call): Promise<boolean> {
  const { id, attempts } = delivery
  const { startedAt, durationMs, result } = call
  const settled = await db.pool.query({
    name: 'settle-done',
    text: DONE,
    values: [id, attempts, startedAt, durationMs, result.outcome, result.detail],
  })
  return settled.rowCount === 1 || db.prisma.$transaction((tx) => release(tx, delivery, {}))
}

/** Ends this worker's hold on a delivery. False when it was not this worker's any more; then its successor is queued. */
async function release(
  tx: Transaction,
  { id, purchaseId, destination, attempts }: ClaimedDelivery,
  data: { lastDetail?: string; state?: string; dueAt?: Date; attempts?: { decrement: number } },
): Promise<boolean> {
  const free = { claimedUntil: null, claimedBy: null }
  const held = await tx.delivery.updateMany({
    where: { id, state: 'waiting', attempts },
    data: { ...data, ...free },
  })
  if (held.count === 1) return true
  await tx.delivery.updateMany({ where: { id, state: 'superseded', attempts }, data: free })
  const successor = await tx.delivery.findFirst({
    where: { purchaseId, destination, state: 'waiting' },
    orderBy: { number: 'desc' },
    select: { id: true, dueAt: true },
  })
  if (successor === null) return false
  const { id: next, dueAt } = successorSchema.parse(successor)
  // A key of its own: the successor's first job may be ending at this moment, having found this call in its way.
  await enqueue(tx, 'delivery', { deliveryId: next }, { key: `${next}@after ${id}`, due: dueAt })
  return false
}
const successorSchema = z.object({ id: deliveryIdSchema, dueAt: z.date() })

/** The destination is known to be down: the delivery waits for it, and this attempt does not count. */
export async function postponeDelivery(db: Database, delivery: ClaimedDelivery, until: Date): Promise<void> {
  await db.prisma.$transaction(async (tx) => {
    const held = await release(tx, delivery, { attempts: { decrement: 1 }, dueAt: until })
    if (held) await enqueueDelivery(tx, delivery, until)
  })
}

function nextTry(delivery: ClaimedDelivery, result: DeliveryOutcome): Date | undefined {
  if (result.outcome !== 'retry') return undefined
  const now = Date.now()
  if (now >= delivery.deadline.getTime()) return undefined
  return new Date(now + Math.max(result.afterMs ?? 0, retryDelay(delivery.attempts, Math.random())))
}
