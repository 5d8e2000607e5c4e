import { describe, expect, it } from 'vitest'
import { age, counted } from './age'

const now = new Date('2026-11-21T12:00:00Z')

describe('an age', () => {
  it.each([
    ['2026-11-21T12:00:30Z', 'less than a minute'],
    ['2026-11-21T11:59:01Z', 'less than a minute'],
    ['2026-11-21T11:59:00Z', '1 minute'],
    ['2026-11-21T11:00:01Z', '59 minutes'],
    ['2026-11-21T10:00:00Z', '2 hours'],
    ['2026-11-20T12:00:00Z', '1 day'],
    ['2026-11-12T11:00:00Z', '9 days'],
  ])('%s: %s', (since, words) => {
    expect(age(new Date(since), now)).toBe(words)
  })
})

describe('a count', () => {
  it('agrees with its noun', () => {
    expect([0, 1, 2].map((n) => counted(n, 'finding is', 'findings are'))).toEqual([
      '0 findings are',
      '1 finding is',
      '2 findings are',
    ])
  })
})
