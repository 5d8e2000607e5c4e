import type { Clock } from '@/lib/clock'
import type { Database } from '@/lib/db/database'
import { failpoint } from '@/lib/failpoint'
import type { FlockjayPort } from '@/lib/flockjay/port'
import type { DeliveryId } from '@/lib/ids'
import type { Waker } from '@/lib/jobs/wake'
import type { Logger } from '@/lib/log'
import { askPassage, reportDown, reportUp } from './circuit'
import { claimDelivery } from './claim'
import type { ClaimedDelivery } from './claim'
import type { DeliveryOutcome } from './outcome'
import { releaseBacklog } from './release-backlog'
import { postponeDelivery, settleDelivery } from './settle'

export type DeliveryServices = {
  readonly db: Database
  readonly flockjay: FlockjayPort
  readonly clock: Clock
  readonly log: Logger
  readonly waker: Waker
  /** The number this worker is registered with; undefined outside a worker. */
  readonly workerId: () => bigint | undefined
}

/**
 * Carries out one delivery, if it is due and nobody else has it: asks the circuit, calls outside any transaction, and
 * records the answer. Safe to run twice and to be killed anywhere: a claim runs out, and every call is idempotent by
 * the purchase's id.
 */
export async function runDelivery(services: DeliveryServices, id: DeliveryId): Promise<void> {
  const { db, clock, log } = services
  const delivery = await claimDelivery(db, id, services.workerId())
  if (delivery === undefined) return
  failpoint('delivery.claimed')
  const passage = await askPassage(db, delivery.destination)
  if (!passage.pass) return postponeDelivery(db, delivery, passage.until)
  failpoint('delivery.allowed')
  const startedAt = clock.now()
  const result = await call(services, delivery)
  failpoint('delivery.called')
  await settleDelivery(db, delivery, {
    startedAt,
    durationMs: clock.now().getTime() - startedAt.getTime(),
    result,
  })
  failpoint('delivery.settled')
  await reportHealth(services, delivery, result)
  failpoint('delivery.reported')
  const line = {
    delivery: id,
    purchase: delivery.purchaseId,
    attempt: delivery.attempts,
    detail: result.detail,
  }
  if (result.outcome === 'done' || result.outcome === 'already') log.info(line, 'delivered')
  else if (result.outcome === 'retry') log.warn(line, 'delivery will be tried again')
  else log.error(line, 'delivery needs a person')
}

async function call({ flockjay }: DeliveryServices, delivery: ClaimedDelivery): Promise<DeliveryOutcome> {
  const { purchaseId, purchase, action } = delivery
  try {
    if (action === 'revoke') return await flockjay.revoke(purchaseId)
    const learner = learnerOf(purchase.customer)
    if (learner === undefined) return { outcome: 'needs-person', detail: 'the person was erased' }
    return await flockjay.unlock({
      purchaseId,
      sku: purchase.course.sku,
      smid: purchase.smid,
      learner,
      orderRef: purchase.reference,
    })
  } catch (error) {
    // A surprise of ours, not an answer of theirs: kept and tried again rather than lost with the job.
    const name = error instanceof Error ? error.name : 'unknown'
    return { outcome: 'retry', detail: `the call failed on our side: ${name}`, destinationDown: false }
  }
}

/** What Flockjay needs to find its user: its own id where the hand-off was signed, always the address. */
function learnerOf({ email, name, flockjayUserId }: ClaimedDelivery['purchase']['customer']) {
  if (email === null) return undefined
  return {
    email,
    ...(flockjayUserId === null ? {} : { id: flockjayUserId }),
    ...(name === null ? {} : { name }),
  }
}

async function reportHealth(
  { db, log, waker }: DeliveryServices,
  { destination }: ClaimedDelivery,
  result: DeliveryOutcome,
): Promise<void> {
  if (result.outcome === 'retry' && result.destinationDown) {
    if (await reportDown(db, destination)) log.error({ destination }, 'destination is down: deliveries wait')
    return
  }
  if (!(await reportUp(db, destination))) return
  const released = await releaseBacklog(db, destination)
  log.info({ destination, released }, 'destination is back')
  waker.wake('delivery')
}
