import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { percentWithin } from './percentages'
import type { TaxDecision } from './tax-decision'
import { taxShares } from './tax-shares'

function decided(percentages: number[], reason = 'standard_rated'): TaxDecision {
  const place = { country: 'US', state: 'NY', level: 'state', name: 'Sales Tax', type: 'sales_tax' }
  return {
    reason,
    parts: percentages.map((percentage, index) => ({ ...place, jurisdiction: `J${index}`, percentage })),
  }
}

const NEW_YORK = decided([4, 4.5, 0.375])

describe('shares of a tax', () => {
  it('on top are rounded one by one, half up', () => {
    const shares = taxShares(NEW_YORK, { amount: 19_900, inclusive: false, step: 1 })
    expect(shares.map(({ amount, taxable }) => [amount, taxable])).toEqual([
      [796, 19_900],
      [896, 19_900],
      [75, 19_900],
    ])
  })

  it('inside are taken out together, so that the price stays the price', () => {
    const shares = taxShares(NEW_YORK, { amount: 10_888, inclusive: true, step: 1 })
    expect(shares.map(({ amount, taxable }) => [amount, taxable])).toEqual([
      [400, 10_000],
      [450, 10_000],
      [38, 10_000],
    ])
  })

  it('are zero, one each, where nobody collects', () => {
    const shares = taxShares(decided([0], 'not_collecting'), { amount: 100, inclusive: true, step: 1 })
    expect(shares).toMatchObject([{ amount: 0, taxable: 0 }])
  })

  it('inside add up to the whole tax, in whole steps, with what is left taxable', () => {
    const rates = fc.array(
      fc.integer({ min: 1, max: 20_000 }).map((rate) => rate / 1000),
      { minLength: 1, maxLength: 4 },
    )
    fc.assert(
      fc.property(
        rates,
        fc.integer({ min: 0, max: 1_000_000 }),
        fc.constantFrom(1, 10),
        (percentages, units, step) => {
          const amount = units * step
          const shares = taxShares(decided(percentages), { amount, inclusive: true, step })
          const total = shares.reduce((sum, share) => sum + share.amount, 0)
          const whole = percentages.reduce((sum, percentage) => sum + percentage, 0)
          expect(total).toBe(percentWithin(amount, whole, step))
          expect(shares.every((share) => share.taxable === amount - total)).toBe(true)
          expect(shares.every((share) => share.amount >= 0 && share.amount % step === 0)).toBe(true)
        },
      ),
    )
  })
})
