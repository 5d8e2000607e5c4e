import type { Database, Transaction } from '@/lib/db/database'
import { auditActor, permits } from '@/lib/identity/permit'
import type { Authority } from '@/lib/identity/permit'
import type { Clock } from '@/lib/clock'
import { lockOrder } from '../selling/catalog-order'
import { applyStep } from './apply-step'
import { openFile, sealOf } from './check-import'
import type { Malformed, OpenedFile } from './check-import'
import type { ImportMode, ImportPlan } from './plan'
import { planImport } from './plan-import'
import { problemsOf } from './read-file'

export type ApplyResult =
  | { readonly outcome: 'imported'; readonly plan: ImportPlan }
  /** It is another file, or somebody changed the catalog meanwhile. Nothing was written; this is what it would do now. */
  | { readonly outcome: 'changed'; readonly plan: ImportPlan; readonly seen: string }
  | Malformed
  | { readonly outcome: 'forbidden' }

export type ImportServices = { readonly db: Database; readonly clock: Clock }

/** `seen`: what `checkImport` answered; undefined where nobody looked first, as a command that was told to. */
export type ImportWish = { readonly mode: ImportMode; readonly seen: string | undefined }

/** Does all that a file asks for in one transaction, or nothing. A second time there is nothing left to do. */
export async function applyImport(
  { db, clock }: ImportServices,
  actor: Authority,
  text: string,
  { mode, seen }: ImportWish,
): Promise<ApplyResult> {
  if (!permits(actor, 'catalog.edit')) return { outcome: 'forbidden' }
  const opened = await openFile(db, text, mode)
  if (opened.outcome === 'malformed') return opened
  const work = (tx: Transaction) => applyOpened(tx, clock, actor, { text, seen, ...opened })
  // A whole catalog is some hundred short statements.
  return db.prisma.$transaction(work, { timeout: 60_000 })
}

async function applyOpened(
  tx: Transaction,
  clock: Clock,
  actor: Authority,
  {
    text,
    seen,
    file,
    lineAt,
    order,
  }: OpenedFile & { readonly text: string; readonly seen: string | undefined },
): Promise<ApplyResult> {
  await holdCatalog(tx)
  const { plan, steps, misfits } = await planImport(tx, actor, file, order)
  if (misfits.length > 0) return { outcome: 'malformed', problems: problemsOf(misfits, lineAt) }
  const now = sealOf(text, order.mode, plan)
  if (seen !== undefined && seen !== now) return { outcome: 'changed', plan, seen: now }
  const createdBy = auditActor(actor)
  await tx.image.createMany({
    data: order.images.fresh.map((image) => ({ ...image, createdBy })),
    skipDuplicates: true,
  })
  const importing = { tx, actor, who: createdBy, now: clock.now(), mode: order.mode }
  for (const step of steps) await applyStep(importing, step)
  return { outcome: 'imported', plan }
}

/** Nobody writes, publishes or adds a unit until this is done: whoever does so holds one of these rows. Buyers go on. */
async function holdCatalog(tx: Transaction): Promise<void> {
  await lockOrder(tx)
  await tx.$queryRaw`SELECT id::text FROM course ORDER BY id FOR NO KEY UPDATE`
  await tx.$queryRaw`SELECT name FROM site_page ORDER BY name FOR NO KEY UPDATE`
}
