import type { Transaction } from '@/lib/db/database'
import { auditActor, permits } from '@/lib/identity/permit'
import type { Authority } from '@/lib/identity/permit'
import { courseIdSchema } from '@/lib/ids'
import type { CourseId, Sku } from '@/lib/ids'
import type { Kind } from '../course-content'
import { courseFields } from '../documents/course-fields'
import { emptyDraft } from '../documents/draft-shape'
import type { Draft, Problem } from '../documents/fields'
import { lastPosition, lockOrder } from './catalog-order'
import { auditUnit } from './audit-unit'
import type { SellingServices } from './selling-services'
import { takenProblems } from './taken'
import { readUnitForm } from './unit-form'

export type CreateUnitResult =
  | { readonly outcome: 'created'; readonly courseId: CourseId }
  | { readonly outcome: 'invalid'; readonly problems: readonly Problem[] }
  | { readonly outcome: 'forbidden' }

export type TypedNewUnit = Readonly<Record<'sku' | 'slug' | 'kind' | 'title', string>>

/** Begins a unit: announced, last in the catalog, with an empty draft that has its title. `price.change` is not needed. */
export async function createUnit(
  { db }: Pick<SellingServices, 'db'>,
  actor: Authority,
  typed: TypedNewUnit,
): Promise<CreateUnitResult> {
  if (!permits(actor, 'catalog.edit')) return { outcome: 'forbidden' }
  const { unit, problems } = readUnitForm(typed)
  const { sku, slug, kind, title } = unit
  if (sku === undefined || slug === undefined || kind === undefined || title === undefined)
    return { outcome: 'invalid', problems }
  return db.prisma.$transaction(async (tx) => {
    await lockOrder(tx)
    const taken = await takenProblems(tx, { sku, slug })
    if (taken.length > 0) return { outcome: 'invalid', problems: taken }
    const content = { ...emptyDraft(courseFields(kind)), title }
    const courseId = await insertUnit(tx, actor, { sku, slug, kind, content })
    await auditUnit(tx, actor, 'unit.create', { courseId, sku, slug, kind, title })
    return { outcome: 'created', courseId }
  })
}

/** Writes the row and the draft of a new unit. The caller holds the order, and has seen that SKU and address are free. */
export async function insertUnit(
  tx: Transaction,
  actor: Authority,
  unit: { readonly sku: Sku; readonly slug: string; readonly kind: Kind; readonly content: Draft },
): Promise<CourseId> {
  const { content, ...named } = unit
  const position = await lastPosition(tx)
  const row = await tx.course.create({
    data: { ...named, sale: 'announced', position },
    select: { id: true },
  })
  await tx.documentDraft.create({
    data: { courseId: row.id, content: { ...content }, updatedBy: auditActor(actor) },
  })
  return courseIdSchema.parse(row.id)
}
