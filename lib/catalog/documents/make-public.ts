import { enqueue } from '@/lib/jobs/enqueue'
import type { Held } from './change-document'
import { auditDocument } from './document-audit'
import type { Revision, Standing } from './standing'

/** Writes down that a revision goes public at this moment, and makes it so. Returns the publication's id. */
export async function publishNow({ tx, standing, who, now }: Held, revision: Revision): Promise<string> {
  const { id } = await tx.publication.create({
    data: {
      ...publicationOf(standing, revision),
      state: 'done',
      dueAt: now,
      zone: 'UTC',
      createdBy: who,
      createdAt: now,
      settledBy: who,
      settledAt: now,
    },
  })
  await showRevision({ tx, standing }, revision)
  return id
}

/** Points the subject at the revision the public sees, and has Stripe told of a unit's words. */
export async function showRevision(
  { tx, standing: { subject } }: Pick<Held, 'tx' | 'standing'>,
  { id }: Pick<Revision, 'id'>,
): Promise<void> {
  const data = { publishedRevisionId: id }
  if (subject.type === 'page') {
    await tx.sitePage.update({ where: { name: subject.page }, data })
    return
  }
  const { courseId } = subject
  await tx.course.update({ where: { id: courseId }, data })
  // A key for each revision: a job that runs already may have read the words before.
  await enqueue(tx, 'product-words', { courseId }, { key: `${courseId}:${id}` })
}

/** The columns that say what is published, and of what. */
export function publicationOf({ subject }: Standing, { id }: Revision) {
  return subject.type === 'course'
    ? { courseId: subject.courseId, courseRevisionId: id }
    : { page: subject.page, siteRevisionId: id }
}

/** Settles the publication that is scheduled as cancelled. Where none is, nothing. */
export async function cancelScheduled({ tx, standing, who, now }: Held): Promise<void> {
  const { scheduled, subject } = standing
  if (scheduled === undefined) return
  await tx.publication.update({
    where: { id: scheduled.id },
    data: { state: 'cancelled', settledBy: who, settledAt: now },
  })
  const detail = { publicationId: scheduled.id, number: scheduled.revision.number }
  await auditDocument(tx, subject, { actor: who, action: 'catalog.cancel', at: now, detail })
}
