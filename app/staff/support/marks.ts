import type { Mark } from '@/app/staff/state-mark'

const STANDING: Readonly<Record<string, Mark>> = {
  paid: { tone: 'done', word: 'Paid' },
  pending: { tone: 'waiting', word: 'Payment on its way' },
  failed: { tone: 'failed', word: 'Payment failed' },
  disputed: { tone: 'waiting', word: 'Disputed' },
  refunded: { tone: 'quiet', word: 'Given back in full' },
  lost: { tone: 'failed', word: 'Taken back by the bank' },
}
const ACCESS: Readonly<Record<string, Mark>> = {
  active: { tone: 'done', word: 'Access granted' },
  pending: { tone: 'waiting', word: 'Access waits for payment' },
  suspended: { tone: 'waiting', word: 'Access suspended' },
  revoked: { tone: 'failed', word: 'Access revoked' },
  none: { tone: 'failed', word: 'No access' },
}
const DELIVERY: Readonly<Record<string, Mark>> = {
  done: { tone: 'done', word: 'done' },
  waiting: { tone: 'waiting', word: 'waiting' },
  'needs-person': { tone: 'failed', word: 'needs a person' },
  superseded: { tone: 'quiet', word: 'replaced' },
}

/** A state of a later release is shown as it is rather than not at all. */
const or = (known: Mark | undefined, word: string): Mark => known ?? { tone: 'quiet', word }

/** How a purchase stands by itself; one of which part was given back is still paid. */
export function purchaseMark(standing: string, givenBack: boolean): Mark {
  if (standing === 'paid' && givenBack) return { tone: 'done', word: 'Paid, partly given back' }
  return or(STANDING[standing], standing)
}
export const accessMark = (state: string): Mark => or(ACCESS[state], `Access ${state}`)
export const deliveryMark = (state: string): Mark => or(DELIVERY[state], state)

/** An outside system's name as it writes itself. */
export function systemName(destination: string): string {
  return destination.charAt(0).toUpperCase() + destination.slice(1)
}
