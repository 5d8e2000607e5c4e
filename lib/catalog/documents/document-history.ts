import { z } from 'zod'
import type { Database, Transaction } from '@/lib/db/database'
import { permits } from '@/lib/identity/permit'
import type { Authority } from '@/lib/identity/permit'
import { revisionIdSchema } from '@/lib/ids'
import type { RevisionId } from '@/lib/ids'
import type { Refusal } from './change-document'
import { peopleNames } from './people-names'
import { atOneMoment, readStanding } from './standing'
import type { Standing } from './standing'
import type { Subject } from './subject'
import { subjectTitle } from './subject-title'

/** One thing that happened to a subject's words. `kept`: a draft, for a preview or before it was written over. */
export type HistoryEntry = {
  readonly kind: 'published' | 'scheduled' | 'cancelled' | 'kept'
  readonly at: Date
  /** In words: who published, scheduled or cancelled; of what was kept, its writer. */
  readonly by: string
  readonly revisionId: RevisionId
  readonly number: number
  readonly complete: boolean
  /** Of what was scheduled. */
  readonly dueAt?: Date
  readonly zone?: string
  /** It is what the public sees. */
  readonly current: boolean
}

const revisionsSchema = z.array(
  z.object({
    id: revisionIdSchema,
    number: z.int(),
    complete: z.boolean(),
    createdBy: z.string(),
    createdAt: z.date(),
  }),
)
const publicationsSchema = z.array(
  z.object({
    courseRevisionId: revisionIdSchema.nullable(),
    siteRevisionId: revisionIdSchema.nullable(),
    state: z.enum(['scheduled', 'done', 'cancelled']),
    dueAt: z.date(),
    zone: z.string(),
    createdBy: z.string(),
    createdAt: z.date(),
    settledBy: z.string().nullable(),
    settledAt: z.date().nullable(),
  }),
)
type RevisionLine = z.infer<typeof revisionsSchema>[number]
type PublicationLine = z.infer<typeof publicationsSchema>[number]
type Entry = Omit<HistoryEntry, 'current'>

/** Everything that happened to the words of a subject, newest first. */
export async function readHistory(
  db: Database,
  actor: Authority,
  subject: Subject,
): Promise<
  { readonly outcome: 'found'; readonly title: string; readonly entries: readonly HistoryEntry[] } | Refusal
> {
  if (!permits(actor, 'catalog.read')) return { outcome: 'forbidden' }
  const read = await atOneMoment(db, (tx) => readRows(tx, subject))
  if (read === undefined) return { outcome: 'missing' }
  const { standing, revisions, publications } = read
  const entries = [
    ...publications.flatMap((publication) => publicationEntry(publication, revisions)),
    ...revisionEntries(standing, revisions, publications),
  ].sort((a, b) => b.at.getTime() - a.at.getTime() || b.number - a.number)
  const name = await peopleNames(
    db,
    entries.map(({ by }) => by),
  )
  const current = entries.find(
    ({ kind, revisionId }) => kind === 'published' && revisionId === standing.published?.id,
  )
  return {
    outcome: 'found',
    title: subjectTitle(standing),
    entries: entries.map((entry) => ({ ...entry, by: name(entry.by), current: entry === current })),
  }
}

async function readRows(tx: Transaction, subject: Subject) {
  const standing = await readStanding(tx, subject)
  if (standing === undefined) return undefined
  const select = { id: true, number: true, complete: true, createdBy: true, createdAt: true }
  const of = subject.type === 'course' ? { courseId: subject.courseId } : { page: subject.page }
  const revisions =
    subject.type === 'course'
      ? await tx.courseRevision.findMany({ where: { courseId: subject.courseId }, select })
      : await tx.siteRevision.findMany({ where: { page: subject.page }, select })
  const publications = await tx.publication.findMany({ where: of, orderBy: { id: 'desc' } })
  return {
    standing,
    revisions: revisionsSchema.parse(revisions),
    publications: publicationsSchema.parse(publications),
  }
}

function publicationEntry(line: PublicationLine, revisions: readonly RevisionLine[]): Entry[] {
  const { state, courseRevisionId, siteRevisionId, dueAt, zone, createdBy, createdAt, settledBy, settledAt } =
    line
  const revision = revisions.find(({ id }) => id === (courseRevisionId ?? siteRevisionId))
  if (revision === undefined) return []
  const { id: revisionId, number, complete } = revision
  const planned = { revisionId, number, complete, dueAt, zone }
  if (state === 'scheduled') return [{ kind: 'scheduled', at: createdAt, by: createdBy, ...planned }]
  if (state === 'cancelled')
    return [{ kind: 'cancelled', at: settledAt ?? createdAt, by: settledBy ?? createdBy, ...planned }]
  const at = settledAt ?? createdAt
  // What was published at once was never planned.
  return settledBy === createdBy
    ? [{ kind: 'published', at, by: createdBy, revisionId, number, complete }]
    : [{ kind: 'published', at, by: createdBy, ...planned }]
}

function revisionEntries(
  { published }: Standing,
  revisions: readonly RevisionLine[],
  publications: readonly PublicationLine[],
): Entry[] {
  const told = new Set(
    publications.map(({ courseRevisionId, siteRevisionId }) => courseRevisionId ?? siteRevisionId),
  )
  return revisions
    .filter(({ id }) => !told.has(id))
    .map(({ id, number, complete, createdBy, createdAt }) => ({
      // Public from the beginning, such as by the seed.
      kind: id === published?.id ? 'published' : 'kept',
      at: createdAt,
      by: createdBy,
      revisionId: id,
      number,
      complete,
    }))
}
