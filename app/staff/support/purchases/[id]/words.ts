import type { Mark } from '@/app/staff/state-mark'
import type { DeliveryStanding } from '@/lib/support/read'
import type { Happening } from '@/lib/support/timeline'
import { findingTitle } from '../../finding-words'
import { deliveryMark, systemName } from '../../marks'
import type { Line } from './line'
import { ledgerLine, moneyBackLine } from './money-words'

const IDENTITY: Readonly<Record<string, string>> = {
  claimed: 'an e-mail typed at checkout, not verified',
  signed: 'Flockjay’s signed link',
  sso: 'sign-in with Redis Cloud',
}

/** How we know who bought. */
export function identityWords(identity: string): string {
  return IDENTITY[identity] ?? identity
}

const DONE: Mark = { tone: 'done', word: 'done' }
const TRIED: Readonly<Record<string, Mark>> = {
  done: DONE,
  already: { tone: 'done', word: 'was done' },
  retry: { tone: 'waiting', word: 'failed' },
  permanent: { tone: 'failed', word: 'refused' },
  'needs-person': { tone: 'failed', word: 'failed' },
  'by-hand': DONE,
}
const EVENT: Readonly<Record<string, Mark>> = {
  handled: DONE,
  received: { tone: 'waiting', word: 'not processed' },
  'not-handled': { tone: 'quiet', word: 'kept' },
}
const ACCESS: Readonly<Record<string, string>> = {
  active: 'Granted',
  pending: 'Waits for the payment',
  suspended: 'Suspended',
  revoked: 'Revoked',
  none: 'Not granted',
}
const DID: Readonly<Record<string, string>> = {
  'delivery.retry': 'Retry asked for',
  'delivery.settle': 'Marked as done by hand',
  'finding.close': 'Finding closed',
  'tax-finding.close': 'Tax finding closed',
  'person.erase': 'Person erased on request',
  'purchase.refund': 'Refund ordered',
  'invoice.ask': 'Corrected invoice asked for',
  'invoice.correct': 'Corrected invoice issued',
  'invoice.decline': 'Corrected invoice declined',
  'salesforce.match': 'Contact in Salesforce chosen',
  'salesforce.leave': 'Left unlinked in Salesforce',
  'salesforce.watch': 'Watched again in Salesforce',
}

/** What one happening says. `standing` is given at the last line of a delivery: it says how that stands now. */
export function wordsOf(happening: Happening, standing: DeliveryStanding | undefined): Line {
  switch (happening.kind) {
    case 'attempt':
      return { system: 'Checkout', what: 'Confirmed', detail: attemptDetail(happening), mark: DONE }
    case 'stripe':
      return stripeLine(happening)
    case 'ledger':
      return ledgerLine(happening)
    case 'refund':
    case 'dispute':
    case 'credit-note':
      return moneyBackLine(happening)
    case 'access': {
      const what = ACCESS[happening.state] ?? happening.state
      return { system: 'Access', what, detail: happening.reason, mark: DONE }
    }
    case 'owed':
      return owedLine(happening, standing)
    case 'try':
      return tryLine(happening, standing)
    case 'sync':
      return syncLine(happening, standing)
    case 'finding': {
      const mark: Mark = happening.open
        ? { tone: 'waiting', word: 'open' }
        : { tone: 'quiet', word: 'closed' }
      return { system: 'Finding', what: findingTitle(happening.finding), detail: happening.detail, mark }
    }
    case 'audit': {
      const who = happening.actor === 'command' ? 'a command' : happening.actor
      const what = DID[happening.action] ?? happening.action
      return { system: 'Staff', what, detail: joined(`by ${who}`, happening.note), mark: undefined }
    }
  }
}

type Of<K extends Happening['kind']> = Extract<Happening, { kind: K }>

function stripeLine({ type, id, failure, state }: Of<'stripe'>): Line {
  const mark = EVENT[state] ?? { tone: 'quiet', word: state }
  return { system: 'Stripe', what: type, detail: joined(id, failure), mark }
}

function owedLine({ destination, action, number }: Of<'owed'>, standing: DeliveryStanding | undefined): Line {
  return {
    system: systemName(destination),
    what: `${titled(action)} owed${number > (action === 'unlock' ? 1 : 2) ? ' again' : ''}`,
    detail: standing === undefined ? '' : nextTry(standing),
    mark: standing && deliveryMark(standing.state),
  }
}

function tryLine(call: Of<'try'>, standing: DeliveryStanding | undefined): Line {
  const open = standing !== undefined && standing.state !== 'done' ? standing : undefined
  const byHand = call.outcome === 'by-hand'
  return {
    system: systemName(call.destination),
    what: `${titled(call.action)}, ${byHand ? 'by hand' : `try ${call.number}`}`,
    detail: joined(call.detail, byHand ? undefined : `${call.durationMs} ms`, open && nextTry(open)),
    mark: open ? deliveryMark(open.state) : (TRIED[call.outcome] ?? { tone: 'quiet', word: call.outcome }),
  }
}

function syncLine(line: Of<'sync'>, standing: DeliveryStanding | undefined): Line {
  const open = standing !== undefined && standing.state !== 'done' ? standing : undefined
  const then = open === undefined ? '' : nextTry(open)
  const system = 'Salesforce'
  if (line.step === 'owed')
    return { system, what: 'Record to be written', detail: then, mark: open && deliveryMark(open.state) }
  const { first, last, since, outcome, detail } = line
  const tried = TRIED[outcome] ?? { tone: 'quiet', word: outcome }
  // Written is written, also where a later change has taken its place meanwhile.
  if (tried.tone === 'done') return { system, what: 'Record written', detail, mark: tried }
  const tries = first === last ? `try ${last}` : `tries ${first} to ${last}`
  const began = first === last ? undefined : `the first at ${since.toISOString().slice(11, 19)}`
  return {
    system,
    what: `Record not written, ${tries}`,
    detail: joined(detail, began, then),
    mark: open ? deliveryMark(open.state) : tried,
  }
}

function attemptDetail(attempt: Of<'attempt'>): string {
  return joined(
    `billing country ${attempt.country}`,
    `known by ${identityWords(attempt.identity)}`,
    `confirmation of ${attempt.confirmationVersion}`,
    attempt.repeat ? 'bought again on purpose' : undefined,
    attempt.linkSmid === undefined ? undefined : `the link named account ${attempt.linkSmid}`,
    attempt.state === 'complete' ? undefined : `checkout ${attempt.state}`,
  )
}

function nextTry({ state, retry, dueAt, deadline, down }: DeliveryStanding): string {
  if (state !== 'waiting') return ''
  if (retry === 'running') return 'being tried at this moment'
  if (down) return 'waits until the system answers'
  if (retry === 'due-already') return 'due now'
  return `next try ${dueAt.toISOString().slice(11, 19)}, given up after ${deadline.toISOString().slice(0, 10)}`
}

function titled(action: string): string {
  return action.charAt(0).toUpperCase() + action.slice(1)
}

function joined(...parts: readonly (string | undefined)[]): string {
  return parts.filter(Boolean).join(' · ')
}
