import type { Authority } from '@/lib/identity/permit'
import { changeSubject } from './change-document'
import type { DocumentServices, Held, Refusal } from './change-document'
import { checkDraft } from './check-draft'
import { sameWords } from './current-draft'
import { auditDocument } from './document-audit'
import { draftOf } from './draft-shape'
import { findRevision, keepRevision } from './keep-revision'
import { publishNow } from './make-public'
import type { Published } from './publish-draft'
import type { Revision } from './standing'
import type { Subject } from './subject'

/**
 * Makes any revision of the subject public again, at once, if it still can be. A draft stays as it is, and so does what is
 * scheduled.
 */
export function restoreRevision(
  services: DocumentServices,
  actor: Authority,
  subject: Subject,
  revisionId: string,
): Promise<Published | Refusal> {
  return changeSubject(services, actor, subject, async (held): Promise<Published | Refusal> => {
    const revision = await findRevision(held.tx, held.standing, revisionId)
    return revision === undefined ? { outcome: 'missing' } : restore(held, revision)
  })
}

async function restore(held: Held, old: Revision): Promise<Published> {
  const { tx, standing, who, now } = held
  const { published, fields, subject } = standing
  if (published !== undefined && sameWords(fields, published.content, old.content))
    return { outcome: 'unchanged' }
  const draft = draftOf(fields, old.content)
  const checked = await checkDraft(tx, standing, draft)
  if (checked.outcome === 'incomplete') return checked
  // One that was kept half written, and misses nothing any more, becomes a complete one.
  const revision = old.complete ? old : await keepRevision(tx, standing, { draft, checked, by: who, now })
  const publicationId = await publishNow(held, revision)
  const detail = { publicationId, revisionId: revision.id, number: revision.number }
  await auditDocument(tx, subject, { actor: who, action: 'catalog.restore', at: now, detail })
  return { outcome: 'published', revisionId: revision.id }
}
