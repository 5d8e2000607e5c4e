import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { currency, formatMoney, toDecimal } from './money'

describe('money', () => {
  it.each([
    [19_900n, 'USD', '199.00'],
    [5n, 'USD', '0.05'],
    [-5n, 'USD', '-0.05'],
    [1_500n, 'JPY', '1500'],
    [1_234n, 'KWD', '1.234'],
    [9_007_199_254_740_993_01n, 'USD', '9007199254740993.01'],
  ])('%s minor units of %s are %s', (amount, code, decimal) => {
    expect(toDecimal({ amount, currency: currency(code) })).toBe(decimal)
  })
  it('loses nothing on the way to its decimal', () => {
    const codes = fc.constantFrom('USD', 'JPY', 'KWD', 'ILS')
    fc.assert(
      fc.property(fc.bigInt(), codes, (amount, code) => {
        const written = toDecimal({ amount, currency: currency(code) })
        expect(BigInt(written.replace('.', ''))).toBe(amount)
      }),
    )
  })
  it('is shown exactly, with its currency', () => {
    expect(formatMoney({ amount: 21_667n, currency: currency('usd') })).toBe('$216.67')
    expect(formatMoney({ amount: 19_900n, currency: currency('USD') }, { trim: true })).toBe('$199')
    expect(formatMoney({ amount: 19_950n, currency: currency('USD') }, { trim: true })).toBe('$199.50')
    expect(formatMoney({ amount: 1_500n, currency: currency('JPY') })).toBe('¥1,500')
  })
})
