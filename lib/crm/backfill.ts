import { z } from 'zod'
import { askPassage } from '@/lib/deliveries/circuit'
import type { Database } from '@/lib/db/database'
import { purchaseIdSchema } from '@/lib/ids'
import type { PurchaseId } from '@/lib/ids'
import { SEEK_SIZE } from '@/lib/salesforce/port'
import type { CarriedOut } from './carry-out'
import { digestOf, impliedRecord } from './implied-record'
import { readImplied, rowsOf } from './implied-row'
import type { SyncServices } from './services'
import { claimChanged, writeClaimed } from './write-changed'
import type { Claimed } from './write-changed'

export type Progress = {
  readonly lookedAt: number
  readonly total: number
  readonly written: number
  readonly needsPerson: number
}
export type BackfillResult =
  | ({ readonly outcome: 'complete' } & Progress)
  /** Salesforce takes no more for now; what is left goes on where it stopped when it is run again. */
  | ({ readonly outcome: 'stopped'; readonly detail: string } & Progress)

/** A page that is being written. */
type Writing = { readonly lookedAt: number; readonly result: Promise<CarriedOut> }
const NOTHING: CarriedOut = { done: 0, needsPerson: 0, trouble: undefined }

/**
 * Holds every purchase against what Salesforce was sent, and writes what differs, by pages of 2,000 in collections of
 * 200: the first filling, the making up for a time without it, and the nightly comparison are the same. Breaking off
 * loses nothing, since what was written is kept page by page. While one page is being written, the next one is read.
 */
export async function backfill(
  services: SyncServices,
  onProgress: (progress: Progress) => void = () => undefined,
): Promise<BackfillResult> {
  const { db } = services
  let progress: Progress = {
    lookedAt: 0,
    total: await db.prisma.purchase.count(),
    written: 0,
    needsPerson: 0,
  }
  let writing: Writing = { lookedAt: 0, result: Promise.resolve(NOTHING) }
  let after: PurchaseId | undefined
  const ended = async ({ lookedAt, result }: Writing): Promise<CarriedOut['trouble']> => {
    const { done, needsPerson, trouble } = await result
    progress = {
      total: progress.total,
      lookedAt: progress.lookedAt + lookedAt,
      written: progress.written + done,
      needsPerson: progress.needsPerson + needsPerson,
    }
    onProgress(progress)
    return trouble
  }
  for (;;) {
    const pass = await mayGoOn(services, writing.result)
    const ids = pass ? await pageAfter(db, after) : []
    const claimed = await claimDiffering(services, ids).catch(async (error: unknown) => {
      await writing.result.catch(() => undefined)
      throw error
    })
    const trouble = await ended(writing)
    // After trouble too: carrying out gives back what was claimed meanwhile.
    writing = begin(services, ids.length, claimed)
    if (trouble === undefined && ids.length > 0) {
      after = ids.at(-1)
      continue
    }
    const why = trouble ?? (await ended(writing))
    await writing.result
    if (why !== undefined) return { outcome: 'stopped', detail: why.detail, ...progress }
    return pass
      ? { outcome: 'complete', ...progress }
      : { outcome: 'stopped', detail: await pausedFor(db), ...progress }
  }
}

/** Only what differs is locked: bookings never wait for a comparison that finds nothing. */
async function claimDiffering(services: SyncServices, ids: readonly PurchaseId[]): Promise<Claimed> {
  const rows = await readImplied(rowsOf(services.db), ids)
  const differing = rows.filter((row) => digestOf(impliedRecord(row)) !== row.sentDigest)
  return claimChanged(
    services,
    differing.map(({ id }) => id),
  )
}

/** Begins to write a page. What it ends with is for whoever waits for it: until then a fault is nobody's. */
function begin(services: SyncServices, lookedAt: number, claimed: Claimed): Writing {
  const result = writeClaimed(services, claimed)
  result.catch(() => undefined)
  return { lookedAt, result }
}

/** Where one call is let through to try whether Salesforce is back, what it came to is waited for. */
async function mayGoOn({ db }: Pick<SyncServices, 'db'>, writing: Promise<unknown>): Promise<boolean> {
  if ((await askPassage(db, 'salesforce')).pass) return true
  await writing
  return (await askPassage(db, 'salesforce')).pass
}

const idsSchema = z.array(z.object({ id: purchaseIdSchema }))

/** Keyset pages by id: purchases made meanwhile come last and owe themselves anyway. */
async function pageAfter({ prisma }: Pick<Database, 'prisma'>, after: PurchaseId | undefined) {
  const rows = await prisma.purchase.findMany({
    ...(after === undefined ? {} : { where: { id: { gt: after } } }),
    select: { id: true },
    orderBy: { id: 'asc' },
    take: SEEK_SIZE,
  })
  return idsSchema.parse(rows).map(({ id }) => id)
}

async function pausedFor({ prisma }: Pick<Database, 'prisma'>): Promise<string> {
  const row = await prisma.circuit.findUnique({ where: { destination: 'salesforce' } })
  return row?.detail ?? 'Salesforce did not answer lately'
}
