import { z } from 'zod'
import type { Transaction } from '@/lib/db/database'
import { courseIdSchema, skuSchema } from '@/lib/ids'
import type { CourseId } from '@/lib/ids'
import { kindSchema } from '../course-content'

const lockedSchema = z.object({
  id: courseIdSchema,
  sku: skuSchema,
  slug: z.string(),
  kind: kindSchema,
  sale: z.enum(['open', 'announced', 'retired']),
  repeatable: z.boolean(),
  flockjayCourseId: z.string().nullable(),
  publishedRevisionId: z.string().nullable(),
  retiredReason: z.string().nullable(),
})
export type LockedUnit = z.infer<typeof lockedSchema>

/**
 * Keeps a unit's row as it is until the transaction ends, so that two employees change it one after the other. Buyers are
 * not held up: their rows only refer to it. Undefined: there is no such unit.
 */
export async function lockUnit(tx: Transaction, courseId: CourseId): Promise<LockedUnit | undefined> {
  await tx.$queryRaw`SELECT 1 FROM course WHERE id = ${courseId}::uuid FOR NO KEY UPDATE`
  return readUnitRow(tx, courseId)
}

/** As `lockUnit`; and nobody begins to buy it meanwhile. Whoever is beginning is waited for. */
export async function lockUnitWhole(tx: Transaction, courseId: CourseId): Promise<LockedUnit | undefined> {
  await tx.$queryRaw`SELECT 1 FROM course WHERE id = ${courseId}::uuid FOR UPDATE`
  return readUnitRow(tx, courseId)
}

async function readUnitRow(tx: Transaction, courseId: CourseId): Promise<LockedUnit | undefined> {
  const row = await tx.course.findUnique({ where: { id: courseId } })
  return row === null ? undefined : lockedSchema.parse(row)
}
