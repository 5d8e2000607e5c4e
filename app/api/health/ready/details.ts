import { concernsOf } from '@/lib/health/concerns'
import type { Concern } from '@/lib/health/concerns'
import type { HealthFacts } from '@/lib/health/facts'

/** How the system stands, as the health address says it: counts and moments, nobody's name. */
export function healthDetails(facts: HealthFacts) {
  return {
    needs_somebody: concernsOf(facts).map(inApiWords),
    events: facts.events,
    destinations: facts.destinations.map((one) => ({
      destination: one.destination,
      waiting: one.waiting,
      oldest: one.oldest,
      needs_person: one.needsPerson,
      oldest_needs_person: one.oldestNeedsPerson,
      down_since: one.downSince,
      down_because: one.downBecause,
    })),
    discrepancies: facts.discrepancies,
    untaxed: facts.untaxed,
    unmatched_overdue: facts.unmatchedOverdue,
    comparisons: facts.comparisons.map(({ name, startedAt, finishedAt, late }) => ({
      name,
      started_at: startedAt,
      finished_at: finishedAt,
      late,
    })),
    workers: facts.workers.map(({ id, startedAt }) => ({ id, started_at: startedAt })),
  }
}

/** `count` and `waiting` are the same to a machine: how many. */
function inApiWords(concern: Concern) {
  const { kind } = concern
  return {
    kind,
    ...('destination' in concern ? { destination: concern.destination } : {}),
    ...('name' in concern ? { comparison: concern.name } : {}),
    ...('count' in concern ? { count: concern.count } : {}),
    ...('waiting' in concern ? { count: concern.waiting } : {}),
    ...('oldest' in concern ? { oldest: concern.oldest } : {}),
  }
}
