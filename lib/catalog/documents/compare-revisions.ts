import type { Database, Transaction } from '@/lib/db/database'
import { permits } from '@/lib/identity/permit'
import type { Authority } from '@/lib/identity/permit'
import type { Refusal } from './change-document'
import type { Change } from './change-words'
import { diffDrafts } from './diff-drafts'
import { draftOf, emptyDraft } from './draft-shape'
import { findRevision } from './keep-revision'
import { publicBefore, publicTimes } from './public-times'
import { atOneMoment, readStanding } from './standing'
import type { Subject } from './subject'

export type Compared = {
  readonly outcome: 'found'
  readonly number: number
  /** Number of the revision it is compared with; undefined: nothing was public before it. */
  readonly against: number | undefined
  readonly changes: readonly Change[]
}

type Asked = { readonly revisionId: string; readonly withRevisionId?: string | undefined }

/** What a revision says differently from another one or, where none is named, from what was public before it. */
export async function compareRevisions(
  db: Database,
  actor: Authority,
  subject: Subject,
  asked: Asked,
): Promise<Compared | Refusal> {
  if (!permits(actor, 'catalog.read')) return { outcome: 'forbidden' }
  return atOneMoment(db, (tx) => compare(tx, subject, asked))
}

async function compare(
  tx: Transaction,
  subject: Subject,
  { revisionId, withRevisionId }: Asked,
): Promise<Compared | Refusal> {
  const standing = await readStanding(tx, subject)
  const revision = standing && (await findRevision(tx, standing, revisionId))
  if (standing === undefined || revision === undefined) return { outcome: 'missing' }
  const otherId = withRevisionId ?? publicBefore(await publicTimes(tx, standing), revision)
  const other = otherId === undefined ? undefined : await findRevision(tx, standing, otherId)
  if (otherId !== undefined && other === undefined) return { outcome: 'missing' }
  const { groups, fields } = standing
  const before = other === undefined ? emptyDraft(fields) : draftOf(fields, other.content)
  return {
    outcome: 'found',
    number: revision.number,
    against: other?.number,
    changes: diffDrafts(groups, before, draftOf(fields, revision.content)),
  }
}
