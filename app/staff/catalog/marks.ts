import type { Mark } from '@/app/staff/state-mark'
import { zonedWords } from './zoned-moment'

/** How a document can stand; it can stand in several ways at once. `draft`: there are words that are not public. */
export const DOCUMENT_STATES = ['published', 'draft', 'scheduled', 'retired'] as const
export type DocumentState = (typeof DOCUMENT_STATES)[number]

/** When something is to go public, on the clocks its editor chose. */
export type Due = { readonly dueAt: Date; readonly zone: string }

const TONES = {
  published: 'done',
  draft: 'waiting',
  scheduled: 'waiting',
  retired: 'quiet',
} as const satisfies Record<DocumentState, Mark['tone']>
const WORDS: Readonly<Record<DocumentState, string>> = {
  published: 'Published',
  draft: 'Draft',
  scheduled: 'Scheduled',
  retired: 'Retired',
}

/** One mark for each way in which a document stands, always in the same order. */
export function documentMarks(states: readonly DocumentState[]): readonly Mark[] {
  const changed = states.includes('published') && states.includes('draft')
  return DOCUMENT_STATES.filter((state) => states.includes(state)).map((state) => ({
    tone: TONES[state],
    word: changed && state === 'draft' ? 'Unpublished changes' : WORDS[state],
  }))
}

/** The marks of an open document; a scheduled one says for when. */
export function openMarks(document: {
  readonly published: object | undefined
  readonly edited: object | undefined
  readonly scheduled: Due | undefined
}): readonly Mark[] {
  const { published, edited, scheduled } = document
  const states: DocumentState[] = []
  if (published !== undefined) states.push('published')
  if (edited !== undefined || published === undefined) states.push('draft')
  const marks = documentMarks(states)
  return scheduled === undefined ? marks : [...marks, scheduledMark(scheduled)]
}

/** The mark of what goes public by itself, and when. */
function scheduledMark({ dueAt, zone }: Due): Mark {
  return { tone: 'waiting', word: `Scheduled for ${zonedWords(dueAt, zone)}` }
}
