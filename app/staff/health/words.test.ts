import { describe, expect, it } from 'vitest'
import type { HealthFacts } from '@/lib/health/facts'
import { comparisonMark, comparisonName, concernSentence, underWay } from './words'

const now = new Date('2026-11-21T12:00:00Z')
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000)
const idle = {
  destination: 'flockjay',
  waiting: 0,
  oldest: undefined,
  needsPerson: 0,
  oldestNeedsPerson: undefined,
  downSince: undefined,
}
const facts: HealthFacts = {
  now,
  events: { waiting: 0, oldest: undefined },
  destinations: [idle],
  discrepancies: [],
  comparisons: [{ name: 'books', startedAt: ago(61), finishedAt: ago(60), late: false }],
  untaxed: { waiting: 0, oldest: undefined },
  workers: [],
}

describe('what is said of a system where nothing is stuck', () => {
  it('claims agreement only after everything was compared', () => {
    expect(underWay(facts)).toBe(
      'Every event is handled and everything owed is delivered. The books agree with Stripe and Flockjay.',
    )
    const never = { name: 'access', startedAt: undefined, finishedAt: undefined, late: false }
    expect(underWay({ ...facts, comparisons: [...facts.comparisons, never] })).toMatch(
      /Not everything has been compared/,
    )
  })
  it('counts what is on its way', () => {
    const one = { ...facts, events: { waiting: 1, oldest: ago(1) } }
    expect(underWay(one)).toMatch(/^1 event is on the way\./)
    const more = { ...one, destinations: [{ ...idle, waiting: 2, oldest: ago(1) }] }
    expect(underWay(more)).toMatch(/^1 event and 2 deliveries are on the way\./)
  })
})

describe('a concern', () => {
  it('of a silent destination says whom to ask', () => {
    const late = { kind: 'deliveries-late', destination: 'flockjay', waiting: 3, oldest: ago(20) } as const
    expect(concernSentence({ ...late, downSince: ago(18) }, now)).toBe(
      '3 deliveries wait for Flockjay, the oldest for 20 minutes. Flockjay has not answered for 18 minutes: ask its operators. What waits goes out by itself once it does.',
    )
    expect(concernSentence({ ...late, downSince: undefined }, now)).toMatch(/is still tried\.$/)
  })
  it('is one sentence for one and for many', () => {
    const of = (count: number) =>
      concernSentence({ kind: 'deliveries-need-person', destination: 'flockjay', count, oldest: ago(1) }, now)
    expect(of(1)).toMatch(/^1 delivery to Flockjay needs a person: /)
    expect(of(2)).toMatch(/^2 deliveries to Flockjay need a person: /)
  })
})

describe('a comparison', () => {
  it('is named in words, with its account where it is not the usual one', () => {
    expect(comparisonName('sessions:default')).toBe('Payments at Stripe')
    expect(comparisonName('sessions:europe')).toBe('Payments at Stripe, account europe')
    expect(comparisonName('of-a-later-version')).toBe('of-a-later-version')
  })
  it.each([
    ['in time', { startedAt: ago(2), finishedAt: ago(1), late: false }],
    ['late', { startedAt: ago(2), finishedAt: ago(1), late: true }],
    ['begun, not ended', { startedAt: ago(1), finishedAt: ago(60), late: false }],
    ['begun, not ended', { startedAt: ago(1), finishedAt: undefined, late: false }],
    ['not yet', { startedAt: undefined, finishedAt: undefined, late: false }],
  ])('is %s', (word, times) => {
    expect(comparisonMark({ name: 'books', ...times }).word).toBe(word)
  })
})
