import type { Authority } from '@/lib/identity/permit'
import type { RevisionId } from '@/lib/ids'
import { changeDraft } from './change-document'
import type { Conflict, DocumentServices, Held, Refusal } from './change-document'
import { checkDraft } from './check-draft'
import type { Completeness } from './complete'
import { currentDraft } from './current-draft'
import { auditDocument } from './document-audit'
import type { DraftToken } from './draft-token'
import { keepRevision } from './keep-revision'
import { baseOf } from './standing'
import type { Revision } from './standing'
import type { Subject } from './subject'

/** Keeps the draft as a revision that can be previewed, complete or not. The draft stays. */
export function freezeDraft(
  services: DocumentServices,
  actor: Authority,
  subject: Subject,
  token: DraftToken,
): Promise<
  | { readonly outcome: 'frozen'; readonly revisionId: RevisionId; readonly complete: boolean }
  | Conflict
  | Refusal
> {
  return changeDraft(services, actor, subject, token, async (held) => {
    const { draft } = currentDraft(held.standing)
    const { id, number, complete } = await frozen(held, await checkDraft(held.tx, held.standing, draft))
    const detail = { revisionId: id, number }
    await auditDocument(held.tx, subject, {
      actor: held.who,
      action: 'catalog.freeze',
      at: held.now,
      detail,
    })
    return { outcome: 'frozen' as const, revisionId: id, complete }
  })
}

/** What the writer has before them, as a revision: where there is no draft, the one it would begin from. */
export async function frozen(
  { tx, standing, who, now }: Held,
  checked: Completeness<object>,
): Promise<Revision> {
  const base = baseOf(standing)
  if (standing.draft === undefined && base !== undefined) return base
  return keepRevision(tx, standing, { draft: currentDraft(standing).draft, checked, by: who, now })
}
