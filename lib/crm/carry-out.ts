import { failpoint } from '@/lib/failpoint'
import { COLLECTION_SIZE } from '@/lib/salesforce/port'
import { countAttempt } from '@/lib/telemetry/measures'
import { traced } from '@/lib/telemetry/spans'
import type { ClaimedSync } from './claim'
import type { ImpliedRow } from './implied-row'
import { readAndLook } from './read-and-look'
import type { Holding, Stopping } from './read-and-look'
import type { SyncServices } from './services'
import { giveBackSyncs, settleSyncs } from './settle'
import { writePart } from './write-part'

export type CarriedOut = {
  readonly done: number
  readonly needsPerson: number
  /** Nothing, or what kept some from being written: they wait. */
  readonly trouble: Stopping | undefined
}

/** No call begins later than this after its claim, which outlives it: what we write is never overtaken by a newer one. */
const LATEST_MS = 150_000
/** Calls at the same time: the collections of one batch share no account but at their borders. */
const CALLS_AT_ONCE = 5

/**
 * Writes the records of claimed deliveries as our books imply them at this moment, and settles each: looks for people not
 * looked for yet, sees to the units they hang on, writes collections. Throws for a fault of ours, with the claims given
 * up; what Salesforce does is an outcome. `rows`: what they are made of, where it was read with the claim.
 */
export async function carryOut(
  services: SyncServices,
  claimed: readonly ClaimedSync[],
  rows?: readonly ImpliedRow[],
): Promise<CarriedOut> {
  return traced({ name: 'write to Salesforce', part: 'job', deliveries: claimed.length }, async (say) => {
    const begun = services.clock.now().getTime()
    const open = new Set(claimed)
    try {
      const settled = (each: ClaimedSync) => open.delete(each)
      const result = await writeAll(services, { claimed, rows }, { begun, settled })
      say({ outcome: result.trouble?.outcome ?? 'done' })
      return result
    } finally {
      if (open.size > 0) await giveBackSyncs(services.db, [...open]).catch(() => undefined)
    }
  })
}

type Turn = { readonly begun: number; readonly settled: (delivery: ClaimedSync) => void }

async function writeAll(
  services: SyncServices,
  {
    claimed,
    rows,
  }: { readonly claimed: readonly ClaimedSync[]; readonly rows: readonly ImpliedRow[] | undefined },
  turn: Turn,
): Promise<CarriedOut> {
  const read = await readAndLook(services, claimed, rows)
  if ('outcome' in read) return stopped(services, claimed, read, turn.settled)
  const ready = await services.courses.ensure(
    services.salesforce,
    read.map(({ row: { sku, title, kind } }) => ({ sku, title, kind })),
  )
  if (ready !== undefined && ready.outcome !== 'needs-person')
    return stopped(services, claimed, ready, turn.settled)
  const parts = inParts(read)
  const sums = { done: 0, needsPerson: 0 }
  let trouble: CarriedOut['trouble']
  const next = async (): Promise<void> => {
    for (let part = parts.shift(); part !== undefined && trouble === undefined; part = parts.shift()) {
      if (services.clock.now().getTime() - turn.begun > LATEST_MS) return
      const result = await carryOutPart(services, part, turn)
      sums.done += result.done
      sums.needsPerson += result.needsPerson
      trouble ??= result.trouble
    }
  }
  await Promise.all(Array.from({ length: CALLS_AT_ONCE }, next))
  return { ...sums, trouble }
}

/**
 * Collections of 200, in the order they came to be owed. Where there are several, which are written at the same time, the
 * purchases of an account are beside each other.
 */
function inParts(holdings: readonly Holding[]): Holding[][] {
  const several = holdings.length > COLLECTION_SIZE
  const sorted = holdings.toSorted(
    (a, b) =>
      (several ? a.row.smid.localeCompare(b.row.smid) : 0) || a.delivery.id.localeCompare(b.delivery.id),
  )
  const parts: Holding[][] = []
  for (let from = 0; from < sorted.length; from += COLLECTION_SIZE)
    parts.push(sorted.slice(from, from + COLLECTION_SIZE))
  return parts
}

async function carryOutPart(
  services: SyncServices,
  part: readonly Holding[],
  { settled }: Turn,
): Promise<CarriedOut> {
  const { db, clock, log } = services
  const startedAt = clock.now()
  failpoint('salesforce.claimed')
  const wrote = await writePart(services, part)
  const deliveries = part.map(({ delivery }) => delivery)
  if (wrote.outcome !== 'answered') return stopped(services, deliveries, wrote, settled)
  failpoint('salesforce.written')
  const { outcomes } = wrote
  const durationMs = clock.now().getTime() - startedAt.getTime()
  await settleSyncs(db, outcomes, { startedAt, durationMs })
  failpoint('salesforce.settled')
  const sums = { done: 0, needsPerson: 0 }
  for (const { delivery, outcome, detail } of outcomes) {
    settled(delivery)
    countAttempt({ destination: 'salesforce', action: 'sync', outcome })
    if (outcome === 'done') sums.done += 1
    if (outcome !== 'needs-person') continue
    sums.needsPerson += 1
    log.error({ delivery: delivery.id, purchase: delivery.purchaseId, detail }, 'delivery needs a person')
  }
  return { ...sums, trouble: undefined }
}

/** Nothing of this was written: all is tried again later, or as soon as calls are let through again. */
async function stopped(
  { db, clock }: SyncServices,
  deliveries: readonly ClaimedSync[],
  trouble: Stopping,
  settled: Turn['settled'],
): Promise<CarriedOut> {
  const { detail } = trouble
  if (trouble.outcome === 'pause') await giveBackSyncs(db, deliveries, detail)
  else {
    const outcomes = deliveries.map((delivery) => ({ delivery, outcome: 'retry' as const, detail }))
    await settleSyncs(db, outcomes, { startedAt: clock.now(), durationMs: 0 })
    countAttempt({ destination: 'salesforce', action: 'sync', outcome: 'retry' })
  }
  deliveries.forEach(settled)
  return { done: 0, needsPerson: 0, trouble }
}
