import type { PurchaseId } from '@/lib/ids'
import type { WriteResult } from '@/lib/salesforce/port'
import type { ClaimedSync } from './claim'
import { digestOf, impliedRecord } from './implied-record'
import { readImplied, rowsOf } from './implied-row'
import { unlink } from './look-for-people'
import type { Holding, Stopping } from './read-and-look'
import type { SyncServices } from './services'
import type { SyncOutcome } from './settle'
import { writeRecords } from './write-records'

type Outcome = SyncOutcome & { readonly missing?: 'person' | 'course' }
type Answered<O> = { readonly outcome: 'answered'; readonly outcomes: readonly O[] }

/**
 * Writes one collection. What hung on something that is gone is written once more, without that link, or after its unit
 * has been written.
 */
export async function writePart(
  services: SyncServices,
  part: readonly Holding[],
): Promise<Answered<SyncOutcome> | Stopping> {
  const first = await write(services, part)
  return first.outcome === 'answered'
    ? { outcome: 'answered', outcomes: await again(services, part, first.outcomes) }
    : first
}

async function write(
  { salesforce, appUrl }: SyncServices,
  part: readonly Holding[],
): Promise<Answered<Outcome> | Stopping> {
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
