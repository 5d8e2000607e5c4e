import { describe, expect, it } from 'vitest'
import { concernsOf, countConcerns } from './concerns'
import type { HealthFacts } from './facts'

const now = new Date('2026-11-21T12:00:00Z')
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000)
const idle = {
  destination: 'flockjay',
  waiting: 0,
  oldest: undefined,
  needsPerson: 0,
  oldestNeedsPerson: undefined,
  downSince: undefined,
  downBecause: undefined,
}
const well: HealthFacts = {
  now,
  events: { waiting: 0, oldest: undefined },
  destinations: [idle],
  discrepancies: [],
  comparisons: [{ name: 'books', startedAt: ago(61), finishedAt: ago(60), late: false }],
  untaxed: { waiting: 0, oldest: undefined },
  unmatchedOverdue: { waiting: 0, oldest: undefined },
  publicationsLate: { waiting: 0, oldest: undefined },
  pricesHalted: { waiting: 0, oldest: undefined },
  workers: [{ id: '1', startedAt: ago(600) }],
}
const kinds = (facts: Partial<HealthFacts>) => concernsOf({ ...well, ...facts }).map(({ kind }) => kind)

describe('what needs somebody', () => {
  it('is nothing while all is well, and while what waits is young', () => {
    expect(kinds({})).toEqual([])
    expect(kinds({ events: { waiting: 3, oldest: ago(15) } })).toEqual([])
    expect(kinds({ destinations: [{ ...idle, waiting: 2, oldest: ago(15), downSince: ago(14) }] })).toEqual(
      [],
    )
  })
  it.each<[string, Partial<HealthFacts>]>([
    ['no-worker', { workers: [] }],
    ['events-late', { events: { waiting: 3, oldest: ago(16) } }],
    ['deliveries-late', { destinations: [{ ...idle, waiting: 2, oldest: ago(16) }] }],
    ['deliveries-need-person', { destinations: [{ ...idle, needsPerson: 1, oldestNeedsPerson: ago(1) }] }],
    ['discrepancies', { discrepancies: [{ kind: 'balance-differs', open: 1, oldest: ago(1) }] }],
    ['untaxed', { untaxed: { waiting: 1, oldest: ago(1) } }],
    ['publications-late', { publicationsLate: { waiting: 1, oldest: ago(3) } }],
    ['prices-halted', { pricesHalted: { waiting: 1, oldest: ago(16) } }],
    ['unmatched-overdue', { unmatchedOverdue: { waiting: 3, oldest: ago(2_161) } }],
    [
      'comparison-late',
      { comparisons: [{ name: 'books', startedAt: undefined, finishedAt: undefined, late: true }] },
    ],
  ])('%s', (kind, facts) => {
    expect(kinds(facts)).toEqual([kind])
  })
  it('is counted: each delivery and discrepancy for itself, what is late for one reason as one', () => {
    const concerns = concernsOf({
      ...well,
      events: { waiting: 40, oldest: ago(20) },
      destinations: [{ ...idle, waiting: 70, oldest: ago(20), needsPerson: 2, oldestNeedsPerson: ago(30) }],
      discrepancies: [
        { kind: 'balance-differs', open: 1, oldest: ago(10) },
        { kind: 'clearing-open', open: 3, oldest: ago(900) },
      ],
    })
    expect(countConcerns(concerns)).toBe(1 + 2 + 1 + 4)
    expect(concerns.at(-1)).toEqual({ kind: 'discrepancies', count: 4, oldest: ago(900) })
    expect(countConcerns([])).toBe(0)
  })
})
