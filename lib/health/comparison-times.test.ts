import { describe, expect, it } from 'vitest'
import { judgeComparisons } from './comparison-times'

const now = new Date('2026-11-21T12:00:00Z')
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000)
const ran = (name: string, hours: number | null) => ({
  name,
  startedAt: hoursAgo(hours ?? 30),
  finishedAt: hours === null ? null : hoursAgo(hours),
})
const late = (facts: ReturnType<typeof judgeComparisons>) =>
  facts.filter((one) => one.late).map(({ name }) => name)

describe('a comparison', () => {
  it('by the hour is late after two, one by the night after a night and three hours', () => {
    const times = [
      ran('events:default', 1.9),
      ran('access-changes', 2.1),
      ran('sessions:default', 26.9),
      ran('books', 27.1),
    ]
    expect(late(judgeComparisons(times, hoursAgo(1), now))).toEqual(['access-changes', 'books'])
  })
  it('that never ran or never ended is late once a worker had the time for it', () => {
    const times = [ran('books', null)]
    expect(late(judgeComparisons(times, undefined, now))).toEqual([])
    expect(late(judgeComparisons(times, hoursAgo(3), now))).toEqual(['events', 'access-changes'])
    expect(late(judgeComparisons(times, hoursAgo(28), now))).toHaveLength(6)
  })
  it('of each Stripe account is one of its own', () => {
    const times = [ran('events:default', 1), ran('events:europe', 3)]
    const facts = judgeComparisons(times, hoursAgo(1), now)
    expect(facts.map(({ name }) => name).slice(0, 2)).toEqual(['events:default', 'events:europe'])
    expect(late(facts)).toEqual(['events:europe'])
  })
})
