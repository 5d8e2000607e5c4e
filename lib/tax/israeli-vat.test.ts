import { describe, expect, it } from 'vitest'
import { currency } from '@/lib/money'
import { vatOf } from './israeli-vat'

describe('VAT of an amount', () => {
  it.each([
    { amount: 19_900n, code: 'USD', percent: 18, vat: 3_582n },
    { amount: 0n, code: 'USD', percent: 18, vat: 0n },
    // 18 % of 25 is 4.5: half up.
    { amount: 25n, code: 'USD', percent: 18, vat: 5n },
    { amount: 24n, code: 'USD', percent: 18, vat: 4n },
    { amount: 1_500n, code: 'JPY', percent: 18, vat: 270n },
    // Three decimals: whole tens. 18 % of 12,345 is 2,222.1.
    { amount: 12_345n, code: 'KWD', percent: 18, vat: 2_220n },
    { amount: 10_000n, code: 'ILS', percent: 8.875, vat: 888n },
    { amount: 10_000n, code: 'ILS', percent: 17.5, vat: 1_750n },
  ])('$percent % of $amount $code is $vat', ({ amount, code, percent, vat }) => {
    expect(vatOf({ amount, currency: currency(code) }, percent)).toBe(vat)
  })
})
