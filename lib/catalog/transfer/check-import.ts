import { createHash } from 'node:crypto'
import type { Database } from '@/lib/db/database'
import { permits } from '@/lib/identity/permit'
import type { Authority } from '@/lib/identity/permit'
import type { CatalogFile } from './catalog-file'
import { openImages } from './file-images'
import type { ImportMode, ImportPlan } from './plan'
import { planImport, writerNames } from './plan-import'
import type { ImportOrder } from './plan-import'
import { problemsOf, readCatalogFile } from './read-file'
import type { FileProblem } from './yaml-text'

export type Malformed = { readonly outcome: 'malformed'; readonly problems: readonly FileProblem[] }
export type CheckResult =
  /** `seen` stands for this file and this plan: an import of it goes on only while both are the same. */
  | { readonly outcome: 'planned'; readonly plan: ImportPlan; readonly seen: string }
  | Malformed
  | { readonly outcome: 'forbidden' }

/** Says what importing a file would do, or all that is wrong with it. Writes nothing. */
export async function checkImport(
  db: Database,
  actor: Authority,
  text: string,
  mode: ImportMode,
): Promise<CheckResult> {
  if (!permits(actor, 'catalog.edit')) return { outcome: 'forbidden' }
  const opened = await openFile(db, text, mode)
  if (opened.outcome === 'malformed') return opened
  const { plan, misfits } = await planImport(db.prisma, actor, opened.file, opened.order)
  if (misfits.length > 0) return { outcome: 'malformed', problems: problemsOf(misfits, opened.lineAt) }
  return { outcome: 'planned', plan, seen: sealOf(text, mode, plan) }
}

export type OpenedFile = {
  readonly outcome: 'opened'
  readonly file: CatalogFile
  readonly lineAt: (path: string) => number
  readonly order: ImportOrder
}

/** All of a file that can be read before the catalog is held: its text, its images, who is who. */
export async function openFile(
  db: Database,
  text: string,
  mode: ImportMode,
): Promise<OpenedFile | Malformed> {
  const read = readCatalogFile(text)
  if (read.outcome === 'malformed') return read
  const { file, lineAt } = read
  const order = { mode, images: await openImages(db, file), name: await writerNames(db) }
  return { outcome: 'opened', file, lineAt, order }
}

/** Names a file with what it would do. */
export function sealOf(text: string, mode: ImportMode, plan: ImportPlan): string {
  return createHash('sha256')
    .update(JSON.stringify([text, mode, plan]))
    .digest('hex')
}
