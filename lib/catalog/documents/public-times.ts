import { z } from 'zod'
import type { RevisionId } from '@/lib/ids'
import { revisionIdSchema } from '@/lib/ids'
import type { Reader, Revision, Standing } from './standing'

/** A revision that went public then. */
export type PublicTime = { readonly revisionId: RevisionId; readonly by: string; readonly at: Date }

const rowsSchema = z.array(
  z
    .object({
      courseRevisionId: revisionIdSchema.nullable(),
      siteRevisionId: revisionIdSchema.nullable(),
      createdBy: z.string(),
      settledAt: z.date(),
    })
    .transform(({ courseRevisionId, siteRevisionId, createdBy, settledAt }) => ({
      revisionId: revisionIdSchema.parse(courseRevisionId ?? siteRevisionId),
      by: createdBy,
      at: settledAt,
    })),
)

/** Each time a revision of the subject went public, the first one first. */
export async function publicTimes(db: Reader, { subject, published }: Standing): Promise<PublicTime[]> {
  const of = subject.type === 'course' ? { courseId: subject.courseId } : { page: subject.page }
  const rows = await db.publication.findMany({
    where: { ...of, state: 'done' },
    select: { courseRevisionId: true, siteRevisionId: true, createdBy: true, settledAt: true },
    orderBy: [{ settledAt: 'asc' }, { id: 'asc' }],
  })
  const times = rowsSchema.parse(rows)
  if (published === undefined || times.some(({ revisionId }) => revisionId === published.id)) return times
  // Public from the beginning, such as by the seed.
  const { id, createdBy, createdAt } = published
  return [{ revisionId: id, by: createdBy, at: createdAt }, ...times]
}

/** What was public before a revision was: before it last went public or, if it never did, when it was written. */
export function publicBefore(
  times: readonly PublicTime[],
  { id, createdAt }: Revision,
): RevisionId | undefined {
  const last = times.findLastIndex(({ revisionId }) => revisionId === id)
  const earlier = last === -1 ? times.filter(({ at }) => at <= createdAt) : times.slice(0, last)
  return earlier.findLast(({ revisionId }) => revisionId !== id)?.revisionId
}
