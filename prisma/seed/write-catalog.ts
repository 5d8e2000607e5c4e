import type { Database } from '@/lib/db/database'
import { DEFAULT_ACCOUNT } from '@/lib/ids'
import type { SeedCourse } from './seed-course'

/** Adds the units that are not there yet, each with its first revision and price. Never changes what is there. */
export async function writeCatalog(db: Database, catalog: readonly SeedCourse[]): Promise<number> {
  let made = 0
  for (const [position, unit] of catalog.entries()) made += (await writeUnit(db, unit, position)) ? 1 : 0
  return made
}

async function writeUnit(db: Database, unit: SeedCourse, position: number): Promise<boolean> {
  return db.prisma.$transaction(async (tx) => {
    if ((await tx.course.findUnique({ where: { sku: unit.sku } })) !== null) return false
    const { sku, slug, kind, sale, repeatable, flockjayCourseId } = unit
    const course = await tx.course.create({
      data: { sku, slug, kind, sale, repeatable, position, flockjayCourseId },
    })
    const revision = await tx.courseRevision.create({
      data: { courseId: course.id, number: 1, content: unit.content, createdBy: 'seed' },
    })
    await tx.course.update({ where: { id: course.id }, data: { publishedRevisionId: revision.id } })
    await tx.publication.create({ data: firstPublication(revision) })
    await tx.price.create({
      data: {
        courseId: course.id,
        account: DEFAULT_ACCOUNT,
        currency: unit.price.currency,
        unitAmount: unit.price.minor,
        taxCode: unit.taxCode,
        placeholder: unit.price.placeholder,
        createdBy: 'seed',
      },
    })
    return true
  })
}

/** The beginning of the unit's history. */
function firstPublication(revision: {
  readonly id: string
  readonly courseId: string
  readonly createdAt: Date
}) {
  const at = revision.createdAt
  return {
    courseId: revision.courseId,
    courseRevisionId: revision.id,
    state: 'done',
    dueAt: at,
    zone: 'UTC',
    createdBy: 'seed',
    createdAt: at,
    settledBy: 'seed',
    settledAt: at,
  }
}
