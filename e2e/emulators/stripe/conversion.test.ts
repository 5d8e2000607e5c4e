import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { settle, smallestStep } from './conversion'

const rates = { eur: 1.08, jpy: 0.0067, kwd: 3.2501, ils: 0.27 }

describe('settling', () => {
  it.each([
    ['usd', 19_900, 'usd', 19_900, null],
    ['usd', 10_000, 'eur', 10_800, 1.08],
    ['usd', 12_345, 'eur', 13_333, 1.08], // 13332.6
    ['usd', -12_345, 'eur', -13_333, 1.08],
    ['usd', 1500, 'jpy', 1005, 0.67], // 1500 yen are 10.05 dollars
    ['usd', 61_230, 'kwd', 19_900, 0.32501], // 61.230 dinar are 199.003623 dollars
    ['usd', 0, 'eur', 0, 1.08],
    ['usd', 5000, 'gbp', 5000, null],
  ])('into %s: %i %s is %i', (settlementCurrency, amount, currency, result, exchangeRate) => {
    const settled = settle({ settlementCurrency, rates }, amount, currency)
    expect(settled).toEqual({
      amount: result,
      currency: exchangeRate === null ? currency : settlementCurrency,
      exchangeRate,
    })
  })

  it('into yen and dinar keeps to what they allow', () => {
    expect(settle({ settlementCurrency: 'jpy', rates: { usd: 149.31 } }, 1999, 'usd').amount).toBe(2985)
    expect(settle({ settlementCurrency: 'kwd', rates: { usd: 0.30768 } }, 1999, 'usd').amount).toBe(6150)
    expect([smallestStep('kwd'), smallestStep('jpy'), smallestStep('usd')]).toEqual([10, 1, 1])
  })

  it('is within half a step of the exact product, and odd: what leaves is what would have come', () => {
    const amount = fc.integer({ min: 1, max: 10 ** 9 })
    fc.assert(
      fc.property(amount, fc.integer({ min: 1, max: 10 ** 6 }), (minor, millionths) => {
        const settings = { settlementCurrency: 'usd', rates: { eur: millionths / 1_000_000 } }
        const { amount: settled } = settle(settings, minor, 'eur')
        const off = BigInt(settled) * 1_000_000n - BigInt(minor) * BigInt(millionths)
        return off <= 500_000n && off >= -500_000n && settle(settings, -minor, 'eur').amount === -settled
      }),
    )
  })
})
