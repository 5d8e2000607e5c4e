import { age } from '@/app/staff/age'
import type { Mark } from '@/app/staff/state-mark'
import type { DeliveryStanding, PurchaseRecord } from '@/lib/support/read'
import { pausedSentence } from '../../salesforce/words'

type Standing = NonNullable<PurchaseRecord['salesforce']>
type Told = Extract<Standing, { told: true }>

/** How a purchase stands in Salesforce at a glance: whether it is written comes before whom it hangs on. */
export function salesforceMark(standing: Standing, sync: DeliveryStanding | undefined): Mark {
  if (!standing.told) return { tone: 'quiet', word: 'Not in Salesforce' }
  if (standing.on && sync?.state === 'needs-person')
    return { tone: 'failed', word: 'Salesforce needs a person' }
  if (standing.on && sync?.state === 'waiting') return { tone: 'waiting', word: 'Salesforce waiting' }
  if (standing.sentAt === undefined) return { tone: 'waiting', word: 'Salesforce waiting' }
  if (standing.match === 'matched') return { tone: 'done', word: 'In Salesforce' }
  if (standing.leftAt !== undefined) return { tone: 'quiet', word: 'In Salesforce, left unlinked' }
  return { tone: standing.overdue ? 'failed' : 'waiting', word: 'In Salesforce, not linked' }
}

/** Whether the record is written, and what keeps it from being so. */
export function writtenSentence(standing: Told, sync: DeliveryStanding | undefined, now: Date): string {
  const before = standing.sentAt === undefined ? undefined : `Last written ${moment(standing.sentAt)}.`
  const said = (...sentences: (string | undefined)[]) => sentences.filter(Boolean).join(' ')
  if (!standing.on) return said(before, 'Salesforce is switched off: nothing more is written.')
  if (sync === undefined || sync.state === 'done' || sync.state === 'superseded')
    return before ?? 'It has not been written yet.'
  const what = before === undefined ? 'It' : 'A later change'
  const answer = sync.lastDetail === undefined ? undefined : `The last answer: ${sync.lastDetail}`
  if (sync.state === 'needs-person')
    return said(
      before,
      `${what} could not be written, and nobody tries any more. Repair the cause, then choose “Retry now”.`,
      answer,
    )
  const paused = pausedSentence(standing, now)
  if (paused !== undefined) return said(before, `${what} waits to be written.`, paused)
  if (sync.attempts === 0) return said(before, `${what} is about to be written.`)
  const tries = sync.attempts === 1 ? 'once' : `${sync.attempts} times`
  return said(before, `${what} was tried ${tries}; ${nextTry(sync)}.`, answer)
}

function nextTry({ retry, dueAt }: DeliveryStanding): string {
  if (retry === 'running') return 'it is being tried at this moment'
  return retry === 'due-already' ? 'the next try is due now' : `the next try is at ${clock(dueAt)}`
}

/** Since when it hangs on nobody, and who said to leave it so. */
export function unlinkedSentence({ pendingSince, overdue, leftBy, leftAt }: Told, now: Date): string {
  const since = `It has waited for ${age(pendingSince, now)}`
  if (leftAt === undefined) return overdue ? `${since}: longer than it should.` : `${since}.`
  const who = leftBy === 'erasure' ? 'when the person was erased' : `by ${leftBy ?? 'somebody'}`
  return `${since}. It was left as it is ${who}, ${age(leftAt, now)} ago; it is still looked for.`
}

function clock(at: Date): string {
  return `${at.toISOString().slice(11, 19)} UTC`
}

function moment(at: Date): string {
  return `${at.toISOString().slice(0, 10)} ${clock(at)}`
}
