import { z } from 'zod'
import type { Database, Transaction } from '@/lib/db/database'
import { permits } from '@/lib/identity/permit'
import type { Authority } from '@/lib/identity/permit'
import { courseIdSchema } from '@/lib/ids'
import { peopleNames } from './people-names'
import { subjectOf } from './publication-row'
import { atOneMoment, readStanding } from './standing'
import type { Standing } from './standing'
import { pageNameSchema } from './subject'
import type { Subject } from './subject'
import { subjectTitle } from './subject-title'

/** A publication to come. */
export type ScheduledLine = {
  readonly publicationId: string
  readonly subject: Subject
  readonly title: string
  /** Of the revision. */
  readonly number: number
  readonly dueAt: Date
  readonly zone: string
  /** In words. */
  readonly by: string
}

const rowsSchema = z.array(
  z.object({ id: z.string(), courseId: courseIdSchema.nullable(), page: pageNameSchema.nullable() }),
)

/** Everything that is to be published, the next one first. */
export async function listScheduled(
  db: Database,
  actor: Authority,
): Promise<
  { readonly outcome: 'found'; readonly list: readonly ScheduledLine[] } | { readonly outcome: 'forbidden' }
> {
  if (!permits(actor, 'catalog.read')) return { outcome: 'forbidden' }
  const standings = await atOneMoment(db, readScheduled)
  const name = await peopleNames(
    db,
    standings.map(({ scheduled }) => scheduled.createdBy),
  )
  const list = standings.map(({ standing, scheduled }) => ({
    publicationId: scheduled.id,
    subject: standing.subject,
    title: subjectTitle(standing),
    number: scheduled.revision.number,
    dueAt: scheduled.dueAt,
    zone: scheduled.zone,
    by: name(scheduled.createdBy),
  }))
  return { outcome: 'found', list }
}

async function readScheduled(tx: Transaction) {
  const rows = await tx.publication.findMany({
    where: { state: 'scheduled' },
    select: { id: true, courseId: true, page: true },
    orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
  })
  const standings: { standing: Standing; scheduled: NonNullable<Standing['scheduled']> }[] = []
  for (const { courseId, page } of rowsSchema.parse(rows)) {
    const standing = await readStanding(tx, subjectOf(courseId, page))
    if (standing?.scheduled !== undefined) standings.push({ standing, scheduled: standing.scheduled })
  }
  return standings
}
