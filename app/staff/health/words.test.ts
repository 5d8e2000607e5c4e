import { describe, expect, it } from 'vitest'
import type { HealthFacts } from '@/lib/health/facts'
import { comparisonMark, comparisonName, concernLink, concernSentence, underWay } from './words'

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
const facts: HealthFacts = {
  now,
  events: { waiting: 0, oldest: undefined },
  destinations: [idle],
  discrepancies: [],
  comparisons: [{ name: 'books', startedAt: ago(61), finishedAt: ago(60), late: false }],
  untaxed: { waiting: 0, oldest: undefined },
  unmatchedOverdue: { waiting: 0, oldest: undefined },
  publicationsLate: { waiting: 0, oldest: undefined },
  pricesHalted: { waiting: 0, oldest: undefined },
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
    const late = {
      kind: 'deliveries-late',
      destination: 'flockjay',
      waiting: 3,
      oldest: ago(20),
      downBecause: undefined,
    } as const
    expect(concernSentence({ ...late, downSince: ago(18) }, now)).toBe(
      '3 deliveries wait for Flockjay, the oldest for 20 minutes. Flockjay has not answered for 18 minutes: ask its operators. What waits goes out by itself once it does.',
    )
    expect(concernSentence({ ...late, downSince: undefined }, now)).toMatch(/is still tried\.$/)
  })
  it('of Salesforce names records, and why nothing is sent where it said so', () => {
    const late = {
      kind: 'deliveries-late',
      destination: 'salesforce',
      waiting: 1,
      oldest: ago(20),
      downSince: undefined,
      downBecause: undefined,
    } as const
    expect(concernSentence(late, now)).toBe(
      '1 record waits for Salesforce, the oldest for 20 minutes. The last answers are under “Salesforce”; what waits is still tried. No learner waits for it.',
    )
    const paused = { ...late, downSince: ago(125), downBecause: 'REQUEST_LIMIT_EXCEEDED: none left.' }
    expect(concernSentence(paused, now)).toMatch(
      /Nothing has been sent for 2 hours: REQUEST_LIMIT_EXCEEDED: none left\. What waits goes out by itself/,
    )
    expect(concernSentence({ ...late, downSince: ago(61) }, now)).toMatch(
      /Salesforce has not answered for 1 hour/,
    )
    const needs = { kind: 'deliveries-need-person', destination: 'salesforce', oldest: ago(1) } as const
    expect(concernSentence({ ...needs, count: 2 }, now)).toBe(
      '2 records for Salesforce need a person: see below.',
    )
  })
  it('of purchases that hang on nobody says where to look', () => {
    const of = (count: number) =>
      concernSentence({ kind: 'unmatched-overdue', count, oldest: ago(50 * 60) }, now)
    expect(of(1)).toMatch(
      /^1 purchase has waited for more than 36 hours to be linked in Salesforce, the oldest for 2 days\./,
    )
    expect(of(3)).toMatch(/^3 purchases have .*under “Salesforce”/)
    expect(concernLink({ kind: 'unmatched-overdue', count: 1, oldest: now })?.href).toBe(
      '/staff/support/salesforce?show=overdue',
    )
    expect(concernLink({ kind: 'no-worker' })).toBeUndefined()
  })
  it('of the catalog says who can mend it', () => {
    const of = (kind: 'publications-late' | 'prices-halted', count: number) =>
      concernSentence({ kind, count, oldest: ago(20) }, now)
    expect(of('publications-late', 1)).toMatch(
      /^1 scheduled page is not public, the oldest due 20 minutes ago\./,
    )
    expect(of('prices-halted', 2)).toMatch(/^2 confirmed prices are .* finishes or drops it/)
    expect(concernLink({ kind: 'prices-halted', count: 1, oldest: now })?.href).toBe('/staff/catalog')
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
