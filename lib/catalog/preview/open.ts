import { parseSubject } from '@/lib/catalog/documents/subject'
import type { Subject } from '@/lib/catalog/documents/subject'
import type { PublishedCourse } from '@/lib/catalog/published-course'
import { peopleNames } from '@/lib/catalog/documents/people-names'
import type { Database } from '@/lib/db/database'
import { findRevision } from './find-revision'
import type { KeptRevision } from './find-revision'
import type { PreviewServices } from './link'
import { readShownCourse } from './read-shown-course'
import { shownPage } from './shown-page'
import type { ShownPage } from './shown-page'

/** What a preview shows: one revision on the real page, whatever the public sees. */
export type Preview = Shown & {
  readonly subject: Subject
  readonly number: number
  /** The version as people name it; pages only. */
  readonly label: string | undefined
  /** Whoever made this revision, in words. */
  readonly by: string
  readonly at: Date
  readonly expiresAt: Date
  /** It is what the public sees now. */
  readonly public: boolean
}

type Shown = {
  readonly shown: { readonly page: 'course'; readonly course: PublishedCourse } | ShownPage
  /** What is missing in it or left out, in words. */
  readonly notes: readonly string[]
}

/** Opens what a preview link shows. Undefined: no link of ours, altered, too old, or of what is not there. */
export async function openPreview(
  { db, clock, seal }: PreviewServices,
  token: string,
): Promise<Preview | undefined> {
  const sealed = await seal.open(token)
  if (sealed === undefined || sealed.until <= clock.now().getTime()) return undefined
  const subject = parseSubject(sealed.of)
  if (subject === undefined) return undefined
  const revision = await findRevision(db, subject, sealed.revision)
  if (revision === undefined) return undefined
  const shown = await show(db, subject, revision)
  if (shown === undefined) return undefined
  return {
    ...shown,
    subject,
    number: revision.number,
    label: revision.label,
    by: (await peopleNames(db, [revision.createdBy]))(revision.createdBy),
    at: revision.createdAt,
    expiresAt: new Date(sealed.until),
    public: revision.public,
  }
}

async function show(
  db: Pick<Database, 'prisma'>,
  subject: Subject,
  { id, content }: KeptRevision,
): Promise<Shown | undefined> {
  if (subject.type === 'page') return shownPage(subject.page, content)
  const found = await readShownCourse(db, subject.courseId, { words: content, revisionId: id })
  return found && { shown: { page: 'course', course: found.course }, notes: found.notes }
}
