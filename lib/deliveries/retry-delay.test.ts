import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { retryDelay } from './retry-delay'

const tries = fc.integer({ min: 1, max: 500 })
/** What Math.random can give. */
const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

describe('the wait before the next try', () => {
  it('is short at first and an hour at most', () => {
    const waits = Array.from({ length: 12 }, (_, index) => retryDelay(index + 1, 0))
    expect(waits).toEqual(
      [1, 3, 10, 30, 60, 120, 300, 600, 1_200, 1_800, 3_600, 3_600].map((seconds) => seconds * 1_000),
    )
  })
  it('adds between nothing and a fifth by chance', () => {
    fc.assert(
      fc.property(tries, chance, (attempts, random) => {
        const least = retryDelay(attempts, 0)
        const wait = retryDelay(attempts, random)
        expect(wait).toBeGreaterThanOrEqual(least)
        expect(wait).toBeLessThanOrEqual(least * 1.2)
        expect(Number.isInteger(wait)).toBe(true)
      }),
    )
  })
  it('never shrinks from one try to the next', () => {
    fc.assert(
      fc.property(tries, chance, (attempts, random) => {
        expect(retryDelay(attempts + 1, random)).toBeGreaterThanOrEqual(retryDelay(attempts, random))
      }),
    )
  })
})
