import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toDecimal } from '@/lib/money'
import { readPrice } from './amount'
import { leastCharge, PRICE_CURRENCIES } from './currencies'

const read = (amount: string, currency = 'USD') => {
  const result = readPrice({ amount, currency })
  return result.outcome === 'read' ? result.money.amount : result.problems[0]?.message
}

describe('a price as typed', () => {
  it.each([
    ['199', 19_900n],
    [' 199.00 ', 19_900n],
    ['199.5', 19_950n],
    ['0.50', 50n],
    ['999999.99', 99_999_999n],
  ])('%s is read exactly', (typed, amount) => expect(read(typed)).toBe(amount))

  it.each<[string, string]>([
    ['', 'Enter the price'],
    ['0.49', 'Price must be $0.50 or more'],
    ['0', 'Price must be $0.50 or more'],
    ['1000000', 'Price must be $999,999.99 or less'],
    ...[
      '199,00',
      '1,200',
      '-5',
      '1e3',
      '٣',
      '0x10',
      '199.001',
      '007',
      '$5',
      '1 000',
      'NaN',
      '9'.repeat(400),
    ].map((typed): [string, string] => [typed, 'Price must be a number such as 199 or 199.00']),
  ])('%s is refused', (typed, message) => expect(read(typed)).toBe(message))

  it('knows currencies without decimals, and only those on offer', () => {
    expect(read('1500', 'jpy')).toBe(1_500n)
    expect(read('1500.00', 'JPY')).toBe('Price must be a number such as 1500')
    expect(read('49', 'JPY')).toBe('Price must be ¥50 or more')
    expect(read('199', 'KWD')).toBe('Choose one of the currencies')
    expect(read('199', '')).toBe('Choose one of the currencies')
  })

  it('gives back every amount that can be charged', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PRICE_CURRENCIES), fc.bigInt(1n, 120_000_000n), (currency, amount) => {
        const inside = amount >= (leastCharge(currency) ?? 0n) && amount <= 99_999_999n
        expect(readPrice({ currency, amount: toDecimal({ amount, currency }) }).outcome).toBe(
          inside ? 'read' : 'invalid',
        )
        if (inside) expect(read(toDecimal({ amount, currency }), currency)).toBe(amount)
      }),
    )
  })
})
