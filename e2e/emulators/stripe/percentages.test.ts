import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { percentOf, percentWithin, proportionOf } from './percentages'

describe('percentages of minor units', () => {
  it.each([
    [19_900, 8.875, 1766],
    [50, 1, 1],
    [49, 1, 0],
    [21_667, 2.9, 628],
    [Number.MAX_SAFE_INTEGER, 100, Number.MAX_SAFE_INTEGER],
  ])('%i at %d %% is %i', (amount, percent, result) => {
    expect(percentOf(amount, percent)).toBe(result)
  })

  it('inside and on top agree: what is inside was added to the rest', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10 ** 9 }),
        fc.integer({ min: 1, max: 100_000 }),
        (amount, thousandths) => {
          const percent = thousandths / 1000
          const tax = percentWithin(amount, percent)
          return Math.abs(percentOf(amount - tax, percent) - tax) <= Math.ceil(percent / 100)
        },
      ),
    )
  })

  it('a share is never more than the whole', () => {
    const amount = fc.integer({ min: 0, max: 10 ** 9 })
    fc.assert(fc.property(amount, amount, amount, (off, a, b) => proportionOf(off, a, a + b) <= off))
  })
})
