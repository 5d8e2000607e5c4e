import type { Clock } from '@/lib/clock'
import type { Database } from '@/lib/db/database'
import { failpoint } from '@/lib/failpoint'
import type { FlockjayPort } from '@/lib/flockjay/port'
import type { DeliveryId } from '@/lib/ids'
import type { Waker } from '@/lib/jobs/wake'
import type { Logger } from '@/lib/log'
import { countAttempt, measureUnlock } from '@/lib/telemetry/measures'
import { continued } from '@/lib/telemetry/spans'
import { askPassage, reportDown, reportUp } from './circuit'
import { claimDelivery, giveUpClaim } from './claim'
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

const GO = { pass: true } as const

/**
 * Carries out one delivery, if it is due and nobody else has it: asks the circuit, calls outside any transaction, and
 * records the answer. Safe to run twice and to be killed anywhere: a claim runs out, and every call is idempotent by
 * the purchase's id. Goes on with the trace of whatever made it owed.
 */
export async function runDelivery(services: DeliveryServices, id: DeliveryId): Promise<void> {
  const delivery = await claimDelivery(services.db, id, services.workerId())
  if (delivery === undefined) return
  failpoint('delivery.claimed')
  const { destination, action, purchaseId: purchase, attempts: tries, traceparent } = delivery
  const start = { name: 'deliver', part: 'job', delivery: id, purchase, destination, action, tries } as const
  await continued(traceparent, start, async (say) => {
    try {
      say({ outcome: await deliver(services, delivery) })
    } catch (error) {
      // Given up with the job, which is tried again soon: it must not find its own claim in the way.
      await giveUpClaim(services.db, delivery).catch(() => undefined)
      throw error
    }
  })
}

/** What came of the call, or that there was none because the destination is down. */
async function deliver(
  services: DeliveryServices,
  delivery: ClaimedDelivery,
): Promise<DeliveryOutcome['outcome'] | 'postponed'> {
  const { db, clock } = services
  const passage = delivery.healthy ? GO : await askPassage(db, delivery.destination)
  if (!passage.pass) {
    await postponeDelivery(db, delivery, passage.until)
    return 'postponed'
  }
  failpoint('delivery.allowed')
  const startedAt = clock.now()
  const result = await call(services, delivery)
  failpoint('delivery.called')
  const held = await settleDelivery(db, delivery, {
    startedAt,
    durationMs: clock.now().getTime() - startedAt.getTime(),
    result,
  })
  failpoint('delivery.settled')
  measure(delivery, result, held)
  await reportHealth(services, delivery, result)
  failpoint('delivery.reported')
  sayOutcome(services, delivery, result)
  return result.outcome
}

function measure(delivery: ClaimedDelivery, { outcome }: DeliveryOutcome, held: boolean): void {
  const { destination, action, number, paidAt } = delivery
  countAttempt({ destination, action, outcome })
  // Later unlocks of a series follow a revoke: the time since the payment says nothing of them.
  const first = held && action === 'unlock' && number === 1
  if (first && paidAt !== null && (outcome === 'done' || outcome === 'already'))
    measureUnlock(Math.max(0, Date.now() - paidAt.getTime()) / 1_000, { destination })
}

function sayOutcome({ log }: DeliveryServices, delivery: ClaimedDelivery, result: DeliveryOutcome): void {
  const line = {
    delivery: delivery.id,
    purchase: delivery.purchaseId,
    attempt: delivery.attempts,
    detail: result.detail,
  }
  if (result.outcome === 'done' || result.outcome === 'already') log.info(line, 'delivered')
  else if (result.outcome === 'retry') log.warn(line, 'delivery will be tried again')
  else log.error(line, 'delivery needs a person')
}

async function call({ flockjay }: DeliveryServices, delivery: ClaimedDelivery): Promise<DeliveryOutcome> {
  const { purchaseId, sku, smid, reference, action } = delivery
  try {
    if (action === 'revoke') return await flockjay.revoke(purchaseId)
    const learner = learnerOf(delivery)
    if (learner === undefined) return { outcome: 'needs-person', detail: 'the person was erased' }
    return await flockjay.unlock({
      purchaseId,
      sku,
      smid,
      learner,
      orderRef: reference,
    })
  } catch (error) {
    // A surprise of ours, not an answer of theirs: kept and tried again rather than lost with the job.
    const name = error instanceof Error ? error.name : 'unknown'
    return { outcome: 'retry', detail: `the call failed on our side: ${name}`, destinationDown: false }
  }
}

/** What Flockjay needs to find its user: its own id where the hand-off was signed, always the address. */
function learnerOf({ email, name, flockjayUserId }: ClaimedDelivery) {
  if (email === null) return undefined
  return {
    email,
    ...(flockjayUserId === null ? {} : { id: flockjayUserId }),
    ...(name === null ? {} : { name }),
  }
}

async function reportHealth(
  { db, log, waker }: DeliveryServices,
  { destination, healthy }: ClaimedDelivery,
  result: DeliveryOutcome,
): Promise<void> {
  if (result.outcome === 'retry' && result.destinationDown) {
    if (await reportDown(db, destination)) log.error({ destination }, 'destination is down: deliveries wait')
    return
  }
  if (healthy || !(await reportUp(db, destination))) return
  const released = await releaseBacklog(db, destination)
  log.info({ destination, released }, 'destination is back')
  waker.wake('delivery')
}
