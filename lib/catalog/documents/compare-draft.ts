import type { Database } from '@/lib/db/database'
import { permits } from '@/lib/identity/permit'
import type { Authority } from '@/lib/identity/permit'
import type { Refusal } from './change-document'
import type { Change } from './change-words'
import { currentDraft } from './current-draft'
import { diffDrafts } from './diff-drafts'
import { draftOf, emptyDraft } from './draft-shape'
import { readStanding } from './standing'
import type { Subject } from './subject'

/** What publishing would change for the public; everything, where nothing is public yet. */
export async function compareDraft(
  db: Database,
  actor: Authority,
  subject: Subject,
): Promise<{ readonly outcome: 'found'; readonly changes: readonly Change[] } | Refusal> {
  if (!permits(actor, 'catalog.read')) return { outcome: 'forbidden' }
  const standing = await readStanding(db.prisma, subject)
  if (standing === undefined) return { outcome: 'missing' }
  const { groups, fields, published } = standing
  const before = published === undefined ? emptyDraft(fields) : draftOf(fields, published.content)
  return { outcome: 'found', changes: diffDrafts(groups, before, currentDraft(standing).draft) }
}
