import { isDeepStrictEqual } from 'node:util'
import { baseDraft, sameWords } from '../documents/current-draft'
import { draftOf } from '../documents/draft-shape'
import type { Field } from '../documents/fields'
import type { Standing } from '../documents/standing'

/** What becomes of words that the file changes: public at once, or drafts for somebody to look at and publish. */
export type ImportMode = 'published' | 'drafts'

export type Deed =
  /** A unit that is not here yet. */
  | 'create'
  | 'publish'
  | 'draft'
  /** Somebody else's draft says something else; it is not touched. */
  | 'leave-draft'
  | 'same'

/** What an import does to one unit or page. */
export type PlannedStep = {
  /** SKU or page name. */
  readonly key: string
  readonly title: string
  readonly does: Deed
  /** Labels of the fields that change. */
  readonly changed: readonly string[]
  /** What stays as it is here although the file says something else, and what else to know. In words. */
  readonly notes: readonly string[]
}

export type ImportPlan = {
  readonly steps: readonly PlannedStep[]
  /** How many images are not here yet. */
  readonly images: number
  /** Units that are here and not in the file. They stay as they are. */
  readonly notInFile: readonly string[]
}

export type PlannedWords = Pick<PlannedStep, 'does' | 'changed' | 'notes'>

/** What becomes of the words of a unit or page that is here. `who`: as rows name the importer; `name`: people in words. */
export function planWords(
  standing: Standing,
  content: object,
  {
    mode,
    who,
    name,
  }: { readonly mode: ImportMode; readonly who: string; readonly name: (actor: string) => string },
): PlannedWords {
  const { fields, published, draft, scheduled } = standing
  if (published !== undefined && sameWords(fields, published.content, content)) return same([])
  if (mode === 'published') {
    const notes = [
      ...(draft === undefined
        ? []
        : [`The draft of ${name(draft.updatedBy)} stays; it does not have these words.`]),
      ...(scheduled === undefined
        ? []
        : [`A version is scheduled for ${scheduled.dueAt.toISOString()} and replaces these words then.`]),
    ]
    return { does: 'publish', changed: changedFields(fields, published?.content, content), notes }
  }
  const before = draft === undefined ? baseDraft(standing) : draft.content
  if (sameWords(fields, before, content))
    return same([draft === undefined ? 'It is scheduled already.' : 'The draft says this already.'])
  const changed = changedFields(fields, before, content)
  if (draft === undefined) return { does: 'draft', changed, notes: [] }
  if (draft.updatedBy === who)
    return { does: 'draft', changed, notes: ['Your draft is kept in the history.'] }
  return {
    does: 'leave-draft',
    changed: [],
    notes: [`${name(draft.updatedBy)} has a draft of it: it stays as it is.`],
  }
}

function same(notes: readonly string[]): PlannedWords {
  return { does: 'same', changed: [], notes }
}

function changedFields(fields: readonly Field[], before: unknown, after: unknown): readonly string[] {
  const [old, next] = [draftOf(fields, before ?? {}), draftOf(fields, after)]
  return fields.filter(({ name }) => !isDeepStrictEqual(old[name], next[name])).map(({ label }) => label)
}
