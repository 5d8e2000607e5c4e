import { age, counted } from '@/app/staff/age'
import type { Concern } from '@/lib/health/concerns'
import type { ComparisonFacts, HealthFacts } from '@/lib/health/facts'
import type { Action } from '@/lib/identity/permit'
import { systemName } from '../support/marks'

/** What each comparison compares, by its name without the Stripe account. */
const COMPARED: Readonly<Record<string, string>> = {
  events: 'Stripe’s events that did not arrive',
  'access-changes': 'Access that changed at Flockjay',
  sessions: 'Payments at Stripe',
  books: 'Our own books with each other',
  balance: 'Stripe’s balance with the ledger',
  access: 'All access at Flockjay',
}

/** `events:default` in words. One of a later version is shown by its name. */
export function comparisonName(name: string): string {
  const [comparison = name, account] = name.split(':')
  const words = COMPARED[comparison] ?? comparison
  return account === undefined || account === 'default' ? words : `${words}, account ${account}`
}

/** What needs somebody, as a sentence that ends with what to do. */
export function concernSentence(concern: Concern, now: Date): string {
  switch (concern.kind) {
    case 'no-worker':
      return 'No worker is running, so nothing is processed or delivered. Start one (npm run worker).'
    case 'events-late':
      return `${counted(concern.waiting, 'of Stripe’s events waits', 'of Stripe’s events wait')}, the oldest for ${age(concern.oldest, now)}. Look in the worker’s log for “job failed”.`
    case 'deliveries-need-person':
      return `${counted(concern.count, ...owedTo(concern.destination))} ${concern.destination === 'salesforce' ? 'for' : 'to'} ${systemName(concern.destination)} ${concern.count === 1 ? 'needs' : 'need'} a person: see below.`
    case 'deliveries-late':
      return lateSentence(concern, now)
    case 'discrepancies':
      return `${counted(concern.count, 'discrepancy is', 'discrepancies are')} open, the oldest for ${age(concern.oldest, now)}. What each means and what to do is below.`
    case 'untaxed':
      return `${counted(concern.count, 'purchase was', 'purchases were')} not taxed where tax was due, the oldest ${age(concern.oldest, now)} ago. Finance finds them under “Tax”: repair the cause at Stripe before the next sale.`
    case 'unmatched-overdue':
      return `${counted(concern.count, 'purchase has', 'purchases have')} waited for more than 36 hours to be linked in Salesforce, the oldest for ${age(concern.oldest, now)}. Support finds them under “Salesforce”: see whether accounts still arrive there, then match or leave the rest.`
    case 'publications-late':
      return `${counted(concern.count, 'scheduled page is', 'scheduled pages are')} not public, the oldest due ${age(concern.oldest, now)} ago. Workers take them up each minute: see whether one runs, and look in its log for “could not be carried out”.`
    case 'prices-halted':
      return `${counted(concern.count, 'confirmed price is', 'confirmed prices are')} not made at Stripe, the oldest for ${age(concern.oldest, now)}. A marketing admin finishes or drops it on the unit’s Selling page.`
    case 'comparison-late':
      return `The comparison “${comparisonName(concern.name)}” did not come to its end in time. Look in the worker’s log for “a comparison broke off”.`
  }
}

/** Where what it is about is listed, and what an employee needs to go there. */
export function concernLink(concern: Concern): ConcernLink | undefined {
  if (concern.kind === 'unmatched-overdue')
    return { href: '/staff/support/salesforce?show=overdue', words: 'See them', needs: 'salesforce.match' }
  if (concern.kind === 'publications-late' || concern.kind === 'prices-halted')
    return { href: '/staff/catalog', words: 'See the catalog', needs: 'catalog.read' }
  if ('destination' in concern && concern.destination === 'salesforce')
    return { href: '/staff/support/salesforce', words: 'See them', needs: 'salesforce.match' }
  return concern.kind === 'untaxed'
    ? { href: '/staff/finance/tax?kind=untaxed', words: 'See them', needs: 'tax.read' }
    : undefined
}
type ConcernLink = { readonly href: string; readonly words: string; readonly needs: Action }

function lateSentence(
  { destination, waiting, oldest, downSince, downBecause }: Extract<Concern, { kind: 'deliveries-late' }>,
  now: Date,
): string {
  const system = systemName(destination)
  const [one, many] = owedTo(destination)
  const waits = `${counted(waiting, `${one} waits`, `${many} wait`)} for ${system}, the oldest for ${age(oldest, now)}.`
  if (downSince === undefined)
    return destination === 'salesforce'
      ? `${waits} The last answers are under “Salesforce”; what waits is still tried. No learner waits for it.`
      : `${waits} The last answers are on the purchases; what waits is still tried.`
  return downBecause !== undefined
    ? `${waits} Nothing has been sent for ${age(downSince, now)}: ${downBecause.replace(/\.$/, '')}. What waits goes out by itself once that is over.`
    : `${waits} ${system} has not answered for ${age(downSince, now)}: ask its operators. What waits goes out by itself once it does.`
}

/** What a destination is owed: learners wait for deliveries, and for no record. */
function owedTo(destination: string): readonly [one: string, many: string] {
  return destination === 'salesforce' ? ['record', 'records'] : ['delivery', 'deliveries']
}

/** What is on its way while nothing is stuck, and whether the comparisons agree. */
export function underWay({ events, destinations, comparisons }: HealthFacts): string {
  // An agreement is only claimed when everything has been compared.
  const compared = comparisons.every(({ finishedAt }) => finishedAt !== undefined)
    ? 'The books agree with Stripe and Flockjay.'
    : 'Not everything has been compared with Stripe and Flockjay yet.'
  const deliveries = destinations.reduce((sum, { waiting }) => sum + waiting, 0)
  const parts = [
    ...(events.waiting === 0 ? [] : [counted(events.waiting, 'event', 'events')]),
    ...(deliveries === 0 ? [] : [counted(deliveries, 'delivery', 'deliveries')]),
  ]
  if (parts.length === 0) return `Every event is handled and everything owed is delivered. ${compared}`
  const are = events.waiting + deliveries === 1 ? 'is' : 'are'
  return `${parts.join(' and ')} ${are} on the way. ${compared}`
}

/** Whether a comparison is in time. */
export function comparisonMark({ startedAt, finishedAt, late }: ComparisonFacts) {
  if (late) return { tone: 'failed', word: 'late' } as const
  if (startedAt === undefined) return { tone: 'quiet', word: 'not yet' } as const
  if (finishedAt === undefined || finishedAt < startedAt)
    return { tone: 'waiting', word: 'begun, not ended' } as const
  return { tone: 'done', word: 'in time' } as const
}
