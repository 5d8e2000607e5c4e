import { z } from 'zod'
import type { Database } from '@/lib/db/database'
import { courseIdSchema } from '@/lib/ids'
import type { CourseId } from '@/lib/ids'

const rowSchema = z.object({ courseId: courseIdSchema, _max: z.object({ settledAt: z.date() }) })

/** When the words of each unit's page last changed in public, for search engines. */
export async function readPublishedAt(
  db: Pick<Database['prisma'], 'publication'>,
): Promise<ReadonlyMap<CourseId, Date>> {
  const found = await db.publication.groupBy({
    by: ['courseId'],
    where: { state: 'done', courseId: { not: null } },
    _max: { settledAt: true },
  })
  return new Map(found.map((row) => rowSchema.parse(row)).map((row) => [row.courseId, row._max.settledAt]))
}
