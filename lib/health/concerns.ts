import type { DestinationFacts, HealthFacts, Waiting } from './facts'

/** What waits longer than this is said aloud (R23). */
const PATIENCE_MS = 15 * 60_000

/** Something a person has to look at, and how many of it. */
export type Concern =
  | { readonly kind: 'no-worker' }
  | { readonly kind: 'events-late'; readonly waiting: number; readonly oldest: Date }
  | {
      readonly kind: 'deliveries-need-person'
      readonly destination: string
      readonly count: number
      readonly oldest: Date
    }
  | {
      readonly kind: 'deliveries-late'
      readonly destination: string
      readonly waiting: number
      readonly oldest: Date
      readonly downSince: Date | undefined
      readonly downBecause: string | undefined
    }
  | { readonly kind: 'discrepancies'; readonly count: number; readonly oldest: Date }
  | { readonly kind: 'untaxed'; readonly count: number; readonly oldest: Date }
  /** Purchases not linked to their account and contact in Salesforce, for longer than accounts take to arrive there. */
  | { readonly kind: 'unmatched-overdue'; readonly count: number; readonly oldest: Date }
  | { readonly kind: 'publications-late'; readonly count: number; readonly oldest: Date }
  | { readonly kind: 'prices-halted'; readonly count: number; readonly oldest: Date }
  | { readonly kind: 'comparison-late'; readonly name: string }

/** Everything that needs somebody, the most urgent first. Empty when nothing is stuck. Pure. */
export function concernsOf(health: HealthFacts): Concern[] {
  const { now, events, destinations, discrepancies, comparisons, workers } = health
  const open = discrepancies.reduce((sum, { open: count }) => sum + count, 0)
  const [first] = discrepancies.map(({ oldest }) => oldest).toSorted((a, b) => a.getTime() - b.getTime())
  return [
    ...(workers.length === 0 ? [{ kind: 'no-worker' } as const] : []),
    ...(isLate(events.oldest, now)
      ? [{ kind: 'events-late', waiting: events.waiting, oldest: events.oldest } as const]
      : []),
    ...destinations.flatMap((destination) => ofDestination(destination, now)),
    ...(first === undefined ? [] : [{ kind: 'discrepancies', count: open, oldest: first } as const]),
    ...counted('untaxed', health.untaxed),
    ...counted('publications-late', health.publicationsLate),
    ...counted('prices-halted', health.pricesHalted),
    ...counted('unmatched-overdue', health.unmatchedOverdue),
    ...comparisons.filter(({ late }) => late).map(({ name }) => ({ kind: 'comparison-late', name }) as const),
  ]
}

type Counted = 'untaxed' | 'publications-late' | 'prices-halted' | 'unmatched-overdue'

/** What is a concern however few there are. */
function counted(kind: Counted, { waiting, oldest }: Waiting): Concern[] {
  return oldest === undefined ? [] : [{ kind, count: waiting, oldest }]
}

/** How many things that is: each delivery and each discrepancy is one; what is late for one reason together is one. */
export function countConcerns(concerns: readonly Concern[]): number {
  return concerns.reduce((sum, concern) => sum + ('count' in concern ? concern.count : 1), 0)
}

function ofDestination(facts: DestinationFacts, now: Date): Concern[] {
  const { destination, waiting, oldest, needsPerson, oldestNeedsPerson, downSince, downBecause } = facts
  const concerns: Concern[] = []
  if (oldestNeedsPerson !== undefined)
    concerns.push({
      kind: 'deliveries-need-person',
      destination,
      count: needsPerson,
      oldest: oldestNeedsPerson,
    })
  if (isLate(oldest, now))
    concerns.push({ kind: 'deliveries-late', destination, waiting, oldest, downSince, downBecause })
  return concerns
}

function isLate(oldest: Date | undefined, now: Date): oldest is Date {
  return oldest !== undefined && now.getTime() - oldest.getTime() > PATIENCE_MS
}
