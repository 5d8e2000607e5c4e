import type { Authority } from '@/lib/identity/permit'
import { changeDraft } from './change-document'
import type { Conflict, DocumentServices, Held, Refusal } from './change-document'
import { checkDraft } from './check-draft'
import { baseDraft, currentDraft, sameWords } from './current-draft'
import { draftSchema } from './draft-shape'
import { isOver, tokenOfBase, tokenOfDraft } from './draft-token'
import type { DraftToken } from './draft-token'
import type { Draft, Problem } from './fields'
import { keepDraft, removeDraft } from './keep-draft'
import { asJson } from './keep-revision'
import { baseOf } from './standing'
import type { Subject } from './subject'

export type Saved = {
  readonly outcome: 'saved'
  readonly token: DraftToken
  /** What keeps it from being published. */
  readonly problems: readonly Problem[]
}

/**
 * Saves what a writer typed, half written or not. Words of somebody else are kept as a revision before they are written
 * over, and so are one's own of which a conflict told. A draft that says what it would begin from is none.
 * `malformed`: no form of ours sends this.
 */
export function saveDraft(
  services: DocumentServices,
  actor: Authority,
  subject: Subject,
  { token, draft }: { readonly token: DraftToken; readonly draft: unknown },
): Promise<Saved | { readonly outcome: 'malformed' } | Conflict | Refusal> {
  return changeDraft<Saved | { readonly outcome: 'malformed' }>(
    services,
    actor,
    subject,
    token,
    async (held) => {
      const typed = draftSchema(held.standing.fields).safeParse(draft)
      // Nothing is what a text that cannot be read becomes: not a wish for an empty draft.
      if (draft === undefined || !typed.success) return { outcome: 'malformed' }
      const next = await writeDraft(held, typed.data, isOver(token))
      const checked = await checkDraft(held.tx, held.standing, typed.data)
      return {
        outcome: 'saved',
        token: next,
        problems: checked.outcome === 'complete' ? [] : checked.problems,
      }
    },
  )
}

async function writeDraft(held: Held, next: Draft, over: boolean): Promise<DraftToken> {
  const { tx, standing, who, now } = held
  const { draft: before, fields, subject } = standing
  const current = currentDraft(standing)
  if (sameWords(fields, current.draft, next)) return current.token
  if (over || before?.updatedBy !== who) await keepDraft(held)
  const written = { content: asJson(next), updatedBy: who, updatedAt: now }
  if (sameWords(fields, baseDraft(standing), next)) {
    await removeDraft(held)
    return tokenOfBase(baseOf(standing))
  }
  if (before !== undefined) {
    const version = before.version + 1
    await tx.documentDraft.update({ where: { id: before.id }, data: { ...written, version } })
    return tokenOfDraft({ id: before.id, version })
  }
  const of = subject.type === 'course' ? { courseId: subject.courseId } : { page: subject.page }
  return tokenOfDraft(await tx.documentDraft.create({ data: { ...written, ...of } }))
}
