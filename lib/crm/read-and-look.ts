import type { SalesforceTrouble } from '@/lib/salesforce/port'
import type { ClaimedSync } from './claim'
import { digestOf, impliedRecord } from './implied-record'
import { readImplied, rowsOf } from './implied-row'
import type { ImpliedRow } from './implied-row'
import { keepMatches, lookForPeople } from './look-for-people'
import type { Looked } from './look-for-people'
import type { SyncServices } from './services'

/** What keeps calls from being made at all: it is not about one record. */
export type Stopping = Exclude<SalesforceTrouble, { outcome: 'needs-person' }>

/** A claimed delivery with what its record is made of. */
export type Holding = { readonly delivery: ClaimedSync; readonly row: ImpliedRow }

/** Reads what is to be written; who the buyers are is asked once, when a purchase goes out first. */
export async function readAndLook(
  { db, salesforce, log }: SyncServices,
  claimed: readonly ClaimedSync[],
  given?: readonly ImpliedRow[],
): Promise<Holding[] | Stopping> {
  const ids = claimed.map(({ purchaseId }) => purchaseId)
  const read = given ?? (await readImplied(rowsOf(db), ids))
  const byId = new Map(read.map((row) => [row.id, row]))
  const wanted = new Set(ids)
  const unlooked = read.filter(
    ({ id, match, lookedAt }) => wanted.has(id) && match !== 'matched' && lookedAt === undefined,
  )
  const looked = await lookForPeople(salesforce, unlooked)
  if (looked.outcome === 'retry' || looked.outcome === 'pause') return looked
  // Records go out without links then, as they do for accounts that come late.
  if (looked.outcome === 'needs-person')
    log.error({ detail: looked.detail }, 'people cannot be looked for in Salesforce')
  else if (looked.looked.length > 0) {
    const found = looked.looked.map((one) => ({ ...one, ...owedWith(one, byId.get(one.purchaseId)) }))
    const kept = await db.prisma.$transaction((tx) =>
      keepMatches((sql, values) => tx.$queryRawUnsafe(sql, ...values), found),
    )
    for (const { purchaseId, match } of kept) {
      const row = byId.get(purchaseId)
      if (row !== undefined) byId.set(purchaseId, { ...row, ...match })
    }
    // Somebody else matched these meanwhile: what they found counts.
    const others = found.filter((one) => !kept.includes(one)).map(({ purchaseId }) => purchaseId)
    if (others.length > 0) for (const row of await readImplied(rowsOf(db), others)) byId.set(row.id, row)
  }
  return claimed.flatMap((delivery) => {
    const row = byId.get(delivery.purchaseId)
    return row === undefined ? [] : [{ delivery, row }]
  })
}

function owedWith({ match }: Looked, row: ImpliedRow | undefined): Pick<Looked, 'owed'> {
  if (row === undefined) return {}
  const after = digestOf(impliedRecord({ ...row, ...match }))
  return { owed: { before: digestOf(impliedRecord(row)), after } }
}
