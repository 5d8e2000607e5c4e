import type { Authority } from '@/lib/identity/permit'
import type { RevisionId } from '@/lib/ids'
import { changeDraft } from './change-document'
import type { Conflict, DocumentServices, Held, Refusal } from './change-document'
import { checkDraft } from './check-draft'
import { currentDraft, sameWords } from './current-draft'
import { auditDocument } from './document-audit'
import type { DraftToken } from './draft-token'
import type { Problem } from './fields'
import { frozen } from './freeze-draft'
import { removeDraft } from './keep-draft'
import { cancelScheduled, publishNow } from './make-public'
import type { Subject } from './subject'

export type Incomplete = { readonly outcome: 'incomplete'; readonly problems: readonly Problem[] }
export type Published =
  | { readonly outcome: 'published'; readonly revisionId: RevisionId }
  /** It says what is public already. */
  | { readonly outcome: 'unchanged' }
  | Incomplete

/**
 * Makes the draft public. What was scheduled is cancelled: the draft began from it, so that its words are public now, and
 * at its time it would take back what was changed since.
 */
export function publishDraft(
  services: DocumentServices,
  actor: Authority,
  subject: Subject,
  token: DraftToken,
): Promise<Published | Conflict | Refusal> {
  return changeDraft(services, actor, subject, token, publish)
}

async function publish(held: Held): Promise<Published> {
  const { tx, standing, who, now } = held
  const { draft } = currentDraft(standing)
  const { published, fields, subject } = standing
  if (published !== undefined && sameWords(fields, published.content, draft)) return { outcome: 'unchanged' }
  const checked = await checkDraft(tx, standing, draft)
  if (checked.outcome === 'incomplete') return checked
  const revision = await frozen(held, checked)
  await cancelScheduled(held)
  const publicationId = await publishNow(held, revision)
  await removeDraft(held)
  const detail = { publicationId, revisionId: revision.id, number: revision.number }
  await auditDocument(tx, subject, { actor: who, action: 'catalog.publish', at: now, detail })
  return { outcome: 'published', revisionId: revision.id }
}
