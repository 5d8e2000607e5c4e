import { currentDraft } from '@/lib/catalog/documents/current-draft'
import { readStanding } from '@/lib/catalog/documents/standing'
import type { Subject } from '@/lib/catalog/documents/subject'
import type { Database } from '@/lib/db/database'
import { permits } from '@/lib/identity/permit'
import type { Authority } from '@/lib/identity/permit'
import { readShownCourse } from './read-shown-course'
import type { ShownCourse } from './read-shown-course'

/** A draft is no revision yet. */
const NO_REVISION = '00000000-0000-4000-8000-000000000000'

export type DraftCourse =
  ({ readonly outcome: 'found' } & ShownCourse) | { readonly outcome: 'forbidden' | 'missing' }

/** A unit as the public would see it with its draft or, without one, what a draft would begin from. */
export async function readDraftCourse(
  db: Pick<Database, 'prisma'>,
  actor: Authority,
  subject: Subject,
): Promise<DraftCourse> {
  if (!permits(actor, 'catalog.read')) return { outcome: 'forbidden' }
  if (subject.type !== 'course') return { outcome: 'missing' }
  const standing = await readStanding(db.prisma, subject)
  if (standing === undefined) return { outcome: 'missing' }
  const words = currentDraft(standing).draft
  const found = await readShownCourse(db, subject.courseId, { words, revisionId: NO_REVISION })
  return found === undefined ? { outcome: 'missing' } : { outcome: 'found', ...found }
}
