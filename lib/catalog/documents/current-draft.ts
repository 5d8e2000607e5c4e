import { isDeepStrictEqual } from 'node:util'
import { draftOf, emptyDraft } from './draft-shape'
import { tokenOfBase, tokenOfDraft } from './draft-token'
import type { DraftToken } from './draft-token'
import type { Draft, Field } from './fields'
import { baseOf } from './standing'
import type { Standing } from './standing'

/** What a writer has before them: the draft or, where there is none, what one would begin from. */
export function currentDraft(standing: Standing): { readonly draft: Draft; readonly token: DraftToken } {
  const { draft, fields } = standing
  return draft === undefined
    ? { draft: baseDraft(standing), token: tokenOfBase(baseOf(standing)) }
    : { draft: draftOf(fields, draft.content), token: tokenOfDraft(draft) }
}

/** The draft one would begin with. */
export function baseDraft(standing: Standing): Draft {
  const base = baseOf(standing)
  return base === undefined ? emptyDraft(standing.fields) : draftOf(standing.fields, base.content)
}

/** Whether two contents, each as a draft or as a published page has it, say the same. */
export function sameWords(fields: readonly Field[], one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(draftOf(fields, one), draftOf(fields, other))
}
