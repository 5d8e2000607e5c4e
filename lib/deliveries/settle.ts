import type { Database } from '@/lib/db/database'
import type { ClaimedDelivery } from './claim'
import type { DeliveryOutcome } from './outcome'
import { enqueueDelivery } from './owe'
import { retryDelay } from './retry-delay'

export type Call = { readonly startedAt: Date; readonly durationMs: number; readonly result: DeliveryOutcome }

/** Records what a call answered and what follows: done, the next try with its job, or a person. One transaction. */
export async function settleDelivery(db: Database, delivery: ClaimedDelivery, call: Call): Promise<void> {
  const { result } = call
  const next = nextTry(delivery, result)
  await db.prisma.$transaction(async (tx) => {
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
    const common = { lastDetail: result.detail, claimedUntil: null }
    if (result.outcome === 'done' || result.outcome === 'already') {
      await tx.delivery.update({
        where: { id: delivery.id },
        data: { ...common, state: 'done', doneAt: new Date() },
      })
    } else if (next === undefined) {
      await tx.delivery.update({ where: { id: delivery.id }, data: { ...common, state: 'needs-person' } })
    } else {
      await tx.delivery.update({ where: { id: delivery.id }, data: { ...common, dueAt: next } })
      await enqueueDelivery(tx, delivery.id, next)
    }
  })
}

/** The destination is known to be down: the delivery waits for it, and this attempt does not count. */
export async function postponeDelivery(db: Database, delivery: ClaimedDelivery, until: Date): Promise<void> {
  await db.prisma.$transaction(async (tx) => {
    await tx.delivery.update({
      where: { id: delivery.id },
      data: { attempts: { decrement: 1 }, claimedUntil: null, dueAt: until },
    })
    await enqueueDelivery(tx, delivery.id, until)
  })
}

function nextTry(delivery: ClaimedDelivery, result: DeliveryOutcome): Date | undefined {
  if (result.outcome !== 'retry') return undefined
  const now = Date.now()
  if (now >= delivery.deadline.getTime()) return undefined
  return new Date(now + Math.max(result.afterMs ?? 0, retryDelay(delivery.attempts, Math.random())))
}
