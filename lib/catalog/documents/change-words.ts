import { diffWordsWithSpace } from 'diff'

/** A piece of text that stayed, came or went. */
export type ChangePart = { readonly text: string; readonly op: 'same' | 'added' | 'removed' }

/** One thing that is different. `label` says where, as the form calls it: "Questions, row 2: answer". */
export type Change = {
  /** In the newer words; of what was removed, in the older ones. */
  readonly path: string
  readonly label: string
  readonly kind: 'added' | 'removed' | 'changed' | 'moved'
  readonly parts: readonly ChangePart[]
}

/** More differences than this nobody reads word by word, and finding them takes long. */
const MOST_EDITS = 1_500

/** Which words came and went between two texts. */
export function changeParts(before: string, after: string): ChangePart[] {
  if (before === '' || after === '') return [...whole(before, 'removed'), ...whole(after, 'added')]
  const parts = diffWordsWithSpace(before, after, { maxEditLength: MOST_EDITS })
  if (parts === undefined) return [...whole(before, 'removed'), ...whole(after, 'added')]
  return parts.map(({ value, added, removed }) => ({
    text: value,
    op: added ? 'added' : removed ? 'removed' : 'same',
  }))
}

/** A whole text as one part; none where it is empty. */
export function whole(text: string, op: ChangePart['op']): ChangePart[] {
  return text === '' ? [] : [{ text, op }]
}
