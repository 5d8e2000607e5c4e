import { z } from 'zod'
import { courseIdSchema } from '@/lib/ids'
import type { Reader } from './standing'
import { pageNameSchema } from './subject'
import type { Subject } from './subject'

const rowSchema = z
  .object({
    state: z.enum(['scheduled', 'done', 'cancelled']),
    courseId: courseIdSchema.nullable(),
    page: pageNameSchema.nullable(),
  })
  .transform(({ state, courseId, page }) => ({ state, subject: subjectOf(courseId, page) }))

/** Whose publication it is, and where it stands at this moment; undefined: there is none with this id. */
export async function findPublication(
  db: Reader,
  publicationId: string,
): Promise<z.infer<typeof rowSchema> | undefined> {
  const id = z.uuid().safeParse(publicationId)
  if (!id.success) return undefined
  const row = await db.publication.findUnique({
    where: { id: id.data },
    select: { state: true, courseId: true, page: true },
  })
  return row === null ? undefined : rowSchema.parse(row)
}

/** The subject a row is of: each has one of both. */
export function subjectOf(
  courseId: z.infer<typeof courseIdSchema> | null,
  page: z.infer<typeof pageNameSchema> | null,
): Subject {
  if (courseId !== null) return { type: 'course', courseId }
  if (page !== null) return { type: 'page', page }
  throw new Error('a publication of neither a unit nor a page')
}
