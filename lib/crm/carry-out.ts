import { failpoint } from '@/lib/failpoint'
import type { PurchaseId } from '@/lib/ids'
import { COLLECTION_SIZE } from '@/lib/salesforce/port'
import type { SalesforceTrouble, WriteResult } from '@/lib/salesforce/port'
import { countAttempt } from '@/lib/telemetry/measures'
import { traced } from '@/lib/telemetry/spans'
import type { ClaimedSync } from './claim'
import { digestOf, impliedRecord } from './implied-record'
import { readImplied, rowsOf } from './implied-row'
import type { ImpliedRow } from './implied-row'
import { keepMatches, lookForPeople, unlink } from './look-for-people'
import type { SyncServices } from './services'
import { giveBackSyncs, settleSyncs } from './settle'
import type { SyncOutcome } from './settle'
import { writeRecords } from './write-records'

export type CarriedOut = {
  readonly done: number
  readonly needsPerson: number
  /** Nothing, or what kept some from being written: they wait. */
  readonly trouble: Exclude<SalesforceTrouble, { outcome: 'needs-person' }> | undefined
}

/** No call begins later than this after its claim, which outlives it: what we write is never overtaken by a newer one. */
const LATEST_MS = 150_000
/** Calls at the same time: the collections of one batch share no account but at their borders. */
const CALLS_AT_ONCE = 3

type Holding = { readonly delivery: ClaimedSync; readonly row: ImpliedRow }

/**
 * Writes the records of claimed deliveries as our books imply them at this moment, and settles each: looks for people not
 * looked for yet, sees to the units they hang on, writes collections. Throws for a fault of ours, with the claims given
 * up; what Salesforce does is an outcome.
 */
export async function carryOut(services: SyncServices, claimed: readonly ClaimedSync[]): Promise<CarriedOut> {
  return traced({ name: 'write to Salesforce', part: 'job', deliveries: claimed.length }, async (say) => {
    const begun = services.clock.now().getTime()
    const open = new Set(claimed)
    try {
      const result = await writeAll(services, claimed, { begun, settled: (each) => open.delete(each) })
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
  claimed: readonly ClaimedSync[],
  turn: Turn,
): Promise<CarriedOut> {
  const read = await readAndLook(services, claimed)
  if ('outcome' in read) return stopped(services, claimed, read, turn)
  const ready = await services.courses.ensure(
    services.salesforce,
    read.map(({ row: { sku, title, kind } }) => ({ sku, title, kind })),
  )
  if (ready !== undefined && ready.outcome !== 'needs-person') return stopped(services, claimed, ready, turn)
  const parts = inParts(read)
  const sums = { done: 0, needsPerson: 0 }
  let trouble: CarriedOut['trouble']
  const next = async (): Promise<void> => {
    for (let part = parts.shift(); part !== undefined && trouble === undefined; part = parts.shift()) {
      if (services.clock.now().getTime() - turn.begun > LATEST_MS) return
      const result = await writePart(services, part, turn)
      sums.done += result.done
      sums.needsPerson += result.needsPerson
      trouble ??= result.trouble
    }
  }
  await Promise.all(Array.from({ length: CALLS_AT_ONCE }, next))
  return { ...sums, trouble }
}

/** Reads what is to be written; who the buyers are is asked once, when a purchase goes out first. */
async function readAndLook(
  { db, salesforce, log }: SyncServices,
  claimed: readonly ClaimedSync[],
): Promise<Holding[] | Exclude<SalesforceTrouble, { outcome: 'needs-person' }>> {
  const rows = rowsOf(db)
  const read = await readImplied(
    rows,
    claimed.map(({ purchaseId }) => purchaseId),
  )
  const byId = new Map(read.map((row) => [row.id, row]))
  const unlooked = read.filter(({ match, lookedAt }) => match !== 'matched' && lookedAt === undefined)
  const looked = await lookForPeople(salesforce, unlooked)
  if (looked.outcome === 'retry' || looked.outcome === 'pause') return looked
  // Records go out without links then, as they do for accounts that come late.
  if (looked.outcome === 'needs-person')
    log.error({ detail: looked.detail }, 'people cannot be looked for in Salesforce')
  else if (looked.looked.length > 0) {
    await db.prisma.$transaction((tx) =>
      keepMatches((sql, values) => tx.$queryRawUnsafe(sql, ...values), looked.looked),
    )
    const ids = looked.looked.map(({ purchaseId }) => purchaseId)
    for (const row of await readImplied(rows, ids)) byId.set(row.id, row)
  }
  return claimed.flatMap((delivery) => {
    const row = byId.get(delivery.purchaseId)
    return row === undefined ? [] : [{ delivery, row }]
  })
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

async function writePart(services: SyncServices, part: readonly Holding[], turn: Turn): Promise<CarriedOut> {
  const { db, clock } = services
  const startedAt = clock.now()
  failpoint('salesforce.claimed')
  const first = await write(services, part)
  if (first.outcome !== 'answered')
    return stopped(
      services,
      part.map(({ delivery }) => delivery),
      first,
      turn,
    )
  const outcomes = await again(services, part, first.outcomes)
  failpoint('salesforce.written')
  const durationMs = clock.now().getTime() - startedAt.getTime()
  await settleSyncs(db, outcomes, { startedAt, durationMs })
  failpoint('salesforce.settled')
  for (const { delivery, outcome } of outcomes) {
    turn.settled(delivery)
    countAttempt({ destination: 'salesforce', action: 'sync', outcome })
  }
  sayNeedsPerson(services, outcomes)
  const of = (wanted: SyncOutcome['outcome']) => outcomes.filter(({ outcome }) => outcome === wanted).length
  return { done: of('done'), needsPerson: of('needs-person'), trouble: undefined }
}

type Answered = { readonly outcome: 'answered'; readonly outcomes: readonly Outcome[] }
type Outcome = SyncOutcome & { readonly missing?: 'person' | 'course' }

async function write(
  { salesforce, appUrl }: SyncServices,
  part: readonly Holding[],
): Promise<Answered | Exclude<SalesforceTrouble, { outcome: 'needs-person' }>> {
  const records = part.map(({ row }) => impliedRecord(row))
  const answer = await writeRecords(
    salesforce,
    records.map((record) => ({ ...record, page: `${appUrl}/staff/support/purchases/${record.purchaseId}` })),
  )
  if (answer.outcome !== 'answered') return answer
  const outcomes = part.flatMap(({ delivery }, place) => {
    const [record, result] = [records[place], answer.results[place]]
    return record === undefined ? [] : [outcomeOf(delivery, digestOf(record), result)]
  })
  return { outcome: 'answered', outcomes }
}

function outcomeOf(delivery: ClaimedSync, digest: string, result: WriteResult | undefined): Outcome {
  switch (result?.outcome) {
    case 'written':
      return {
        delivery,
        outcome: 'done',
        digest,
        detail: `${result.created ? 'created' : 'updated'} ${result.id}`,
      }
    case 'missing-parent':
      return { delivery, outcome: 'needs-person', digest, detail: result.detail, missing: result.parent }
    case 'retry':
    case 'needs-person':
      return { delivery, outcome: result.outcome, digest, detail: result.detail }
    case undefined:
      return { delivery, outcome: 'retry', digest, detail: 'the answer did not tell of this record' }
  }
}

/**
 * What hung on something that is gone is written once more: without the link to the person, who is looked for later, or
 * after its unit has been written.
 */
async function again(
  services: SyncServices,
  part: readonly Holding[],
  outcomes: readonly Outcome[],
): Promise<readonly SyncOutcome[]> {
  const missing = outcomes.filter(({ missing: parent }) => parent !== undefined)
  if (missing.length === 0) return outcomes
  const rows = rowsOf(services.db)
  const ids = (parent: 'person' | 'course'): PurchaseId[] =>
    missing.flatMap(({ delivery, missing: gone }) => (gone === parent ? [delivery.purchaseId] : []))
  const strangers = ids('person')
  if (strangers.length > 0)
    await services.db.prisma.$transaction((tx) =>
      unlink((sql, values) => tx.$queryRawUnsafe(sql, ...values), strangers),
    )
  const read = await readImplied(
    rows,
    missing.map(({ delivery }) => delivery.purchaseId),
  )
  const held = part.flatMap(({ delivery }) => {
    const row = read.find(({ id }) => id === delivery.purchaseId)
    return row === undefined ? [] : [{ delivery, row }]
  })
  const units = held.filter(({ row }) => ids('course').includes(row.id)).map(({ row }) => row)
  services.courses.forget(units.map(({ sku }) => sku))
  await services.courses.ensure(services.salesforce, units)
  const second = await write(services, held)
  const redone = new Map(
    second.outcome === 'answered'
      ? second.outcomes.map((outcome) => [outcome.delivery, outcome])
      : held.map(({ delivery }) => [
          delivery,
          { delivery, outcome: 'retry' as const, detail: second.detail },
        ]),
  )
  return outcomes.map((outcome) => redone.get(outcome.delivery) ?? outcome)
}

/** Nothing of this was written: all is tried again later, or as soon as calls are let through again. */
async function stopped(
  { db, clock }: SyncServices,
  deliveries: readonly ClaimedSync[],
  trouble: Exclude<SalesforceTrouble, { outcome: 'needs-person' }>,
  { settled }: Turn,
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

function sayNeedsPerson({ log }: SyncServices, outcomes: readonly SyncOutcome[]): void {
  for (const { delivery, outcome, detail } of outcomes)
    if (outcome === 'needs-person')
      log.error({ delivery: delivery.id, purchase: delivery.purchaseId, detail }, 'delivery needs a person')
}
