import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Transaction } from '@/lib/db/database'
import { permits } from '@/lib/identity/permit'
import type { Authority } from '@/lib/identity/permit'
import type { CourseId } from '@/lib/ids'
import { kindSchema } from '../course-content'
import type { Kind } from '../course-content'
import { courseFields } from '../documents/course-fields'
import { draftOf, isObject } from '../documents/draft-shape'
import type { Draft, DraftValue, Field } from '../documents/fields'
import { auditUnit } from './audit-unit'
import { lockOrder } from './catalog-order'
import { insertUnit } from './create-unit'
import type { CreateUnitResult } from './create-unit'
import type { SellingServices } from './selling-services'
import { takenProblems } from './taken'
import { readUnitForm } from './unit-form'

export type TypedDuplicate = Readonly<Record<'sku' | 'slug' | 'title', string>>

/** Begins a unit of the same kind with the words of another: its draft if there is one, else what is public. No prices. */
export async function duplicateUnit(
  { db }: Pick<SellingServices, 'db'>,
  actor: Authority,
  courseId: CourseId,
  typed: TypedDuplicate,
): Promise<CreateUnitResult | { readonly outcome: 'missing' }> {
  if (!permits(actor, 'catalog.edit')) return { outcome: 'forbidden' }
  const { unit, problems } = readUnitForm(typed)
  const { sku, slug, title } = unit
  return db.prisma.$transaction(async (tx) => {
    await lockOrder(tx)
    const original = await readOriginal(tx, courseId)
    if (original === undefined) return { outcome: 'missing' }
    if (sku === undefined || slug === undefined || title === undefined)
      return { outcome: 'invalid', problems }
    const taken = await takenProblems(tx, { sku, slug })
    if (taken.length > 0) return { outcome: 'invalid', problems: taken }
    const { kind, words } = original
    const content = { ...withNewIds(courseFields(kind), words), title }
    const made = await insertUnit(tx, actor, { sku, slug, kind, content })
    await auditUnit(tx, actor, 'unit.duplicate', { courseId: made, from: courseId, sku, slug, title })
    return { outcome: 'created', courseId: made }
  })
}

const originalSchema = z.object({
  kind: kindSchema,
  draft: z.object({ content: z.unknown() }).nullable(),
  publishedRevision: z.object({ content: z.unknown() }).nullable(),
})

async function readOriginal(
  tx: Transaction,
  id: CourseId,
): Promise<{ readonly kind: Kind; readonly words: Draft } | undefined> {
  const row = await tx.course.findUnique({
    where: { id },
    select: { kind: true, draft: true, publishedRevision: true },
  })
  if (row === null) return undefined
  const { kind, draft, publishedRevision } = originalSchema.parse(row)
  return { kind, words: draftOf(courseFields(kind), draft?.content ?? publishedRevision?.content ?? {}) }
}

/** A row's id belongs to one unit: seats are counted by it. */
function withNewIds(fields: readonly Field[], draft: Draft): Draft {
  return Object.fromEntries(
    Object.entries(draft).map(([name, value]) => {
      const field = fields.find((known) => known.name === name)
      return [name, field === undefined ? value : renewed(field, value)]
    }),
  )
}

function renewed(field: Field, value: DraftValue): DraftValue {
  if (field.type === 'id') return randomUUID()
  if (field.type === 'group' && isObject(value)) return withNewIds(field.fields, value)
  if (field.type !== 'list' || !Array.isArray(value)) return value
  return value.map((row: DraftValue) => (isObject(row) ? withNewIds(field.fields, row) : row))
}
