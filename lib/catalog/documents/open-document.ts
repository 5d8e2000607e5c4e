import { permits } from '@/lib/identity/permit'
import type { Authority } from '@/lib/identity/permit'
import type { Database, Transaction } from '@/lib/db/database'
import type { RevisionId, Sku } from '@/lib/ids'
import type { Kind } from '../course-content'
import type { Refusal } from './change-document'
import { checkDraft } from './check-draft'
import { currentDraft } from './current-draft'
import type { DraftToken } from './draft-token'
import type { Draft, FieldGroup, Problem } from './fields'
import { peopleNames } from './people-names'
import { publicTimes } from './public-times'
import type { PublicTime } from './public-times'
import { atOneMoment, readStanding } from './standing'
import type { Standing } from './standing'
import type { Subject } from './subject'
import { subjectTitle } from './subject-title'

/** All a writer's page shows of a subject. People are named in words. */
export type OpenDocument = {
  readonly subject: Subject
  readonly title: string
  readonly sku: Sku | undefined
  readonly kind: Kind | undefined
  readonly groups: readonly FieldGroup[]
  readonly draft: Draft
  readonly token: DraftToken
  /** Undefined: there is no draft yet, and `draft` is what one would begin from. */
  readonly edited: { readonly by: string; readonly at: Date } | undefined
  /** What keeps it from being published. */
  readonly problems: readonly Problem[]
  readonly published:
    | { readonly revisionId: RevisionId; readonly number: number; readonly by: string; readonly at: Date }
    | undefined
  readonly scheduled:
    | {
        readonly publicationId: string
        readonly revisionId: RevisionId
        readonly dueAt: Date
        readonly zone: string
        readonly by: string
      }
    | undefined
}

/** Reads a subject for editing. What changes while it is read, the token will tell at the next save. */
export async function openDocument(
  db: Database,
  actor: Authority,
  subject: Subject,
): Promise<{ readonly outcome: 'found'; readonly document: OpenDocument } | Refusal> {
  if (!permits(actor, 'catalog.read')) return { outcome: 'forbidden' }
  const read = await atOneMoment(db, (tx) => readDocument(tx, subject))
  if (read === undefined) return { outcome: 'missing' }
  const { standing, checked, since } = read
  return {
    outcome: 'found',
    document: {
      subject,
      title: subjectTitle(standing),
      sku: standing.sku,
      kind: standing.kind,
      groups: standing.groups,
      ...currentDraft(standing),
      problems: checked.outcome === 'complete' ? [] : checked.problems,
      ...(await whoDidWhat(db, standing, since)),
    },
  }
}

async function readDocument(tx: Transaction, subject: Subject) {
  const standing = await readStanding(tx, subject)
  if (standing === undefined) return undefined
  const checked = await checkDraft(tx, standing, currentDraft(standing).draft)
  const times = await publicTimes(tx, standing)
  const since = times.findLast(({ revisionId }) => revisionId === standing.published?.id)
  return { standing, checked, since }
}

async function whoDidWhat(
  db: Database,
  { draft, published, scheduled }: Standing,
  since: PublicTime | undefined,
): Promise<Pick<OpenDocument, 'edited' | 'published' | 'scheduled'>> {
  const actors = [draft?.updatedBy, since?.by, scheduled?.createdBy].filter((actor) => actor !== undefined)
  const name = await peopleNames(db, actors)
  return {
    edited: draft && { by: name(draft.updatedBy), at: draft.updatedAt },
    published: published &&
      since && { revisionId: published.id, number: published.number, by: name(since.by), at: since.at },
    scheduled: scheduled && {
      publicationId: scheduled.id,
      revisionId: scheduled.revision.id,
      dueAt: scheduled.dueAt,
      zone: scheduled.zone,
      by: name(scheduled.createdBy),
    },
  }
}
