import { age, counted } from '@/app/staff/age'
import type { SalesforceState } from '@/lib/support/salesforce-state'
import type { UnmatchedPurchase } from '@/lib/support/salesforce-unmatched'

/** Why a purchase hangs on nobody in Salesforce yet. */
export function unmatchedReason(reason: UnmatchedPurchase['reason'], smid: string): string {
  switch (reason) {
    case undefined:
      return 'Its account and contact have not been looked for yet.'
    case 'no-account':
      return `Waiting for the account with SMID ${smid} to appear in Salesforce.`
    case 'several-accounts':
      return `Several accounts in Salesforce have SMID ${smid}.`
    case 'no-contact':
      return 'The account is there, but none of its contacts is this buyer.'
    case 'several-contacts':
      return 'Several contacts of the account may be this buyer.'
  }
}

/** What to do about it, or that nothing has to be done yet. */
export function unmatchedAdvice({
  reason,
  overdue,
  erased,
}: Pick<UnmatchedPurchase, 'reason' | 'overdue' | 'erased'>): string | undefined {
  if (reason === undefined) return undefined
  if (reason === 'no-account')
    return overdue
      ? 'Accounts come within a day. Ask who keeps Salesforce’s accounts in step with Redis Cloud’s.'
      : 'Accounts can come a day late. It is linked by itself then.'
  if (erased) return 'The person was erased: nobody can say any more which contact it was.'
  if (reason === 'several-accounts') return 'Correct the SMIDs there, or match the buyer to a contact.'
  return reason === 'no-contact'
    ? 'Add the buyer to the account’s contacts there, or match to one.'
    : 'Match the buyer to the right one.'
}

/** How Salesforce stands: the first sentence is the answer. */
export function salesforceSentences(state: SalesforceState, now: Date): readonly [string, ...string[]] {
  const facts = [pausedSentence(state, now), refused(state), unlinked(state), waits(state, now)]
  const well = state.left === 0 ? 'Every purchase is written and linked.' : 'Nothing waits for anybody.'
  const [first = well, ...rest] = facts.filter((sentence) => sentence !== undefined)
  if (state.left === 0) return [first, ...rest]
  return [
    first,
    ...rest,
    `${counted(state.left, 'purchase was left as it is', 'purchases were left as they are')}.`,
  ]
}

function refused({ needPerson }: SalesforceState): string | undefined {
  if (needPerson === 0) return undefined
  return `${counted(needPerson, 'record was refused and needs', 'records were refused and need')} a person.`
}

function unlinked({ unmatched, overdue }: SalesforceState): string | undefined {
  if (unmatched === 0) return undefined
  const whose = unmatched === 1 ? '' : overdue === unmatched ? 'all of them ' : `${overdue} of them `
  const late = overdue === 0 ? '' : `, ${whose}for more than 36 hours`
  return `${counted(unmatched, 'purchase is', 'purchases are')} not linked to an account and a contact${late}.`
}

function waits({ waiting, tried, oldestWaiting }: SalesforceState, now: Date): string | undefined {
  if (oldestWaiting === undefined) return undefined
  const oldest = age(oldestWaiting, now)
  if (waiting === 1)
    return `1 record waits to be written, for ${oldest}${tried === 0 ? '' : ', after a try that failed'}.`
  const again = tried === 0 ? '' : `, ${tried} of them after a try that failed`
  return `${waiting} records wait to be written, the oldest for ${oldest}${again}.`
}

/** Why nothing is sent, while that is so. */
export function pausedSentence(
  { pausedSince, pausedBecause }: Pick<SalesforceState, 'pausedSince' | 'pausedBecause'>,
  now: Date,
): string | undefined {
  if (pausedSince === undefined) return undefined
  const since = age(pausedSince, now)
  return pausedBecause === undefined
    ? `Salesforce has not answered for ${since}. What waits goes out by itself once it does.`
    : `Nothing has been sent for ${since}: ${ended(pausedBecause)} What waits goes out by itself once that is over.`
}

function ended(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`
}
