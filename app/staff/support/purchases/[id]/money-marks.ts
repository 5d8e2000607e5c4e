import type { Mark } from '@/app/staff/state-mark'

const REFUND: Readonly<Record<string, Mark>> = {
  pending: { tone: 'waiting', word: 'on its way' },
  succeeded: { tone: 'done', word: 'given back' },
  failed: { tone: 'failed', word: 'failed' },
}
const DISPUTE: Readonly<Record<string, Mark>> = {
  inquiry: { tone: 'waiting', word: 'inquiry' },
  'inquiry-closed': { tone: 'quiet', word: 'inquiry closed' },
  open: { tone: 'waiting', word: 'open' },
  won: { tone: 'done', word: 'won' },
  lost: { tone: 'failed', word: 'lost' },
  prevented: { tone: 'failed', word: 'prevented' },
}
const CREDIT_NOTE: Readonly<Record<string, Mark>> = {
  issued: { tone: 'done', word: 'issued' },
  void: { tone: 'quiet', word: 'void' },
}

/** A state of a later release is shown as it is rather than not at all. */
const or = (known: Mark | undefined, word: string): Mark => known ?? { tone: 'quiet', word }

export const refundMark = (state: string): Mark => or(REFUND[state], state)
export const disputeMark = (state: string): Mark => or(DISPUTE[state], state)
export const creditNoteMark = (state: string): Mark => or(CREDIT_NOTE[state], state)

/** What a state means for the money, where its word alone does not say. */
const MEANS: Readonly<Record<string, string>> = {
  pending: 'left us, not at the buyer yet',
  failed: 'the money came back to us',
  inquiry: 'a question, no money taken',
  'inquiry-closed': 'no money was taken',
  open: 'the bank holds the money for now',
  won: 'the money came back to us',
  lost: 'the money is gone',
  prevented: 'the bank gave it back before a dispute was filed',
}
export const moneyMeaning = (state: string): string | undefined => MEANS[state]
