import type { Authority } from '@/lib/identity/permit'
import { changeDraft } from './change-document'
import type { Conflict, DocumentServices, Refusal } from './change-document'
import { auditDocument } from './document-audit'
import type { DraftToken } from './draft-token'
import { keepDraft, removeDraft } from './keep-draft'
import type { Subject } from './subject'

/** Throws the draft away. One that somebody else wrote stays in the history. */
export function discardDraft(
  services: DocumentServices,
  actor: Authority,
  subject: Subject,
  token: DraftToken,
): Promise<{ readonly outcome: 'discarded' } | Conflict | Refusal> {
  return changeDraft(services, actor, subject, token, async (held) => {
    const { tx, standing, who, now } = held
    if (standing.draft !== undefined) {
      if (standing.draft.updatedBy !== who) await keepDraft(held)
      await removeDraft(held)
      await auditDocument(tx, subject, { actor: who, action: 'catalog.discard', at: now })
    }
    return { outcome: 'discarded' as const }
  })
}
