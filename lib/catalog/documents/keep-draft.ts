import type { Held } from './change-document'
import { checkDraft } from './check-draft'
import { auditDocument } from './document-audit'
import { draftOf } from './draft-shape'
import { keepRevision } from './keep-revision'

/** Keeps the draft that stands there in the history, under its writer's name. Where there is none, nothing. */
export async function keepDraft({ tx, standing, who, now }: Held): Promise<void> {
  if (standing.draft === undefined) return
  const draft = draftOf(standing.fields, standing.draft.content)
  const checked = await checkDraft(tx, standing, draft)
  const kept = await keepRevision(tx, standing, { draft, checked, by: standing.draft.updatedBy, now })
  await auditDocument(tx, standing.subject, {
    actor: who,
    action: 'catalog.overwrite',
    at: now,
    detail: { revisionId: kept.id, number: kept.number },
  })
}

/** Removes the draft, whose words are kept elsewhere or nobody's any more. */
export async function removeDraft({ tx, standing: { draft } }: Held): Promise<void> {
  if (draft !== undefined) await tx.documentDraft.delete({ where: { id: draft.id } })
}
