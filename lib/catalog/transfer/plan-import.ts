import type { Database } from '@/lib/db/database'
import { auditActor } from '@/lib/identity/permit'
import type { Authority } from '@/lib/identity/permit'
import { courseFields } from '../documents/course-fields'
import { peopleNames } from '../documents/people-names'
import { readStanding } from '../documents/standing'
import type { Reader, Standing } from '../documents/standing'
import type { PageName, Subject } from '../documents/subject'
import type { CatalogFile, FileUnit } from './catalog-file'
import type { OpenedImages } from './file-images'
import { imageMisfits, unitMisfits } from './named-misfits'
import { pageFields } from './page-contents'
import { planWords } from './plan'
import type { ImportMode, ImportPlan, PlannedStep } from './plan'
import { differencesIn, misfitsHere, planNewUnit, readKeptUnits } from './plan-unit'
import type { KeptUnit } from './plan-unit'
import type { Misfit } from './text-of-fields'

/** A step with what it is done to; `standing` is undefined for a unit that is not here yet. */
export type Step =
  | {
      readonly type: 'unit'
      readonly step: PlannedStep
      readonly unit: FileUnit
      readonly standing: Standing | undefined
    }
  | {
      readonly type: 'page'
      readonly step: PlannedStep
      readonly content: object
      readonly standing: Standing
    }

export type Planned = {
  readonly plan: ImportPlan
  readonly steps: readonly Step[]
  readonly misfits: readonly Misfit[]
}

const TITLES: Readonly<Record<PageName, string>> = {
  catalog: 'Catalog page',
  'refund-policy': 'Refund policy',
  'address-confirmation': 'What buyers confirm',
}

export type ImportOrder = {
  readonly mode: ImportMode
  readonly images: OpenedImages
  /** People in words. */
  readonly name: (actor: string) => string
}

/** Holds a file against what is here: what it would do, and what in it does not fit here. Writes nothing. */
export async function planImport(
  db: Reader,
  actor: Authority,
  file: CatalogFile,
  { mode, images, name }: ImportOrder,
): Promise<Planned> {
  const kept = await readKeptUnits(db)
  const how = { mode, who: auditActor(actor), name }
  const steps: Step[] = []
  for (const unit of file.units) {
    const own = kept.find(({ sku }) => sku === unit.sku)
    const standing = own && (await stand(db, { type: 'course', courseId: own.id }))
    steps.push({ type: 'unit', unit, standing, step: unitStep(unit, own, standing, { ...how, actor }) })
  }
  for (const [page, content] of pagesOf(file)) {
    const standing = await stand(db, { type: 'page', page })
    const step = { key: page, title: TITLES[page], ...planWords(standing, content, how) }
    steps.push({ type: 'page', content, standing, step })
  }
  const inFile = new Set<string>(file.units.map(({ sku }) => sku))
  const plan = {
    steps: steps.map(({ step }) => step),
    images: images.fresh.length,
    notInFile: kept.map(({ sku }) => sku).filter((sku) => !inFile.has(sku)),
  }
  return { plan, steps, misfits: [...images.misfits, ...misfitsIn(file, kept, images)] }
}

type How = Parameters<typeof planWords>[2]

function unitStep(
  unit: FileUnit,
  own: KeptUnit | undefined,
  standing: Standing | undefined,
  { actor, ...how }: How & { readonly actor: Authority },
): PlannedStep {
  // Another kind has other fields; it is a misfit, and nothing is planned for it.
  if (own === undefined || standing === undefined || own.kind !== unit.kind)
    return planNewUnit(unit, actor, how.mode)
  const words = planWords(standing, unit.content, how)
  const notes = [...words.notes, ...differencesIn(unit, own)]
  return { key: unit.sku, title: unit.content.title, ...words, notes }
}

function misfitsIn(file: CatalogFile, kept: readonly KeptUnit[], { known }: OpenedImages): readonly Misfit[] {
  const here = kept.filter(({ publishedRevisionId }) => publishedRevisionId !== null).map(({ sku }) => sku)
  const units = new Set<string>([...here, ...file.units.map(({ sku }) => sku)])
  const ofUnits = file.units.flatMap(({ content, ...unit }, index) => {
    const path = `units.${index}.content`
    return [
      ...misfitsHere({ ...unit, content }, `units.${index}`, kept),
      ...unitMisfits(courseFields(unit.kind), content, { path, own: unit.sku, units }),
      ...imageMisfits(content.image, `${path}.image`, known),
    ]
  })
  const ofPages = pagesOf(file).flatMap(([page, content]) =>
    unitMisfits(pageFields(page), content, { path: `pages.${page}`, units }),
  )
  return [...ofUnits, ...ofPages]
}

function pagesOf({ pages }: CatalogFile): readonly (readonly [PageName, object])[] {
  const names = ['catalog', 'refund-policy', 'address-confirmation'] as const
  return names.flatMap((name) => {
    const content = pages[name]
    return content === undefined ? [] : [[name, content] as const]
  })
}

async function stand(db: Reader, subject: Subject): Promise<Standing> {
  const standing = await readStanding(db, subject)
  if (standing === undefined) throw new Error('a unit or page is gone, which nothing here does')
  return standing
}

/** What to call the writers of drafts. Asked before anything is held. */
export async function writerNames(db: Pick<Database, 'prisma'>): Promise<(actor: string) => string> {
  const rows = await db.prisma.documentDraft.findMany({
    select: { updatedBy: true },
    distinct: ['updatedBy'],
  })
  return peopleNames(
    db,
    rows.map(({ updatedBy }) => updatedBy),
  )
}
