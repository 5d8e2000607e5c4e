import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { currency, toDecimal } from '@/lib/money'
import { parseRefund } from './refund-form'

const left = (amount: bigint, code = 'USD') => ({ amount, currency: currency(code) })
const reason = 'Bought twice.'
const of = (amount: string, most = left(21_667n)) => parseRefund({ amount, reason }, most)

describe('what finance types to give money back', () => {
  it.each([
    ['50', 5_000n],
    ['50.5', 5_050n],
    [' 50,05 ', 5_005n],
    ['216.67', 21_667n],
  ])('%s is exact in minor units', (typed, amount) => {
    expect(of(typed)).toEqual({ ok: true, amount, reason })
  })
  it.each(['', '0', '0.00', '-1', '1.234', '1,000.00', '1e3', 'fifty', '$5', '٥'])(
    '%s is no amount',
    (typed) => {
      expect(of(typed)).toEqual({ ok: false, errors: { amount: 'Enter an amount like 50.00' } })
    },
  )
  it('is never more than what is left', () => {
    expect(of('216.68')).toEqual({
      ok: false,
      errors: { amount: 'Enter at most $216.67, which is what is left' },
    })
  })
  it('knows currencies without cents and with three', () => {
    expect(of('1500', left(1_500n, 'JPY'))).toMatchObject({ ok: true, amount: 1_500n })
    expect(of('15.00', left(1_500n, 'JPY'))).toEqual({
      ok: false,
      errors: { amount: 'Enter an amount like 50' },
    })
    expect(of('1.234', left(9_999n, 'KWD'))).toMatchObject({ ok: true, amount: 1_234n })
  })
  it('comes back as it was written, for any amount and currency', () => {
    fc.assert(
      fc.property(fc.bigInt(1n, 10n ** 11n), fc.constantFrom('USD', 'JPY', 'KWD'), (amount, code) => {
        const money = left(amount, code)
        expect(of(toDecimal(money), money)).toMatchObject({ ok: true, amount })
      }),
    )
  })
  it('asks for a reason, without an e-mail address', () => {
    const words = (typed: string) => parseRefund({ amount: '1', reason: typed }, left(100n))
    expect(words(' ')).toEqual({ ok: false, errors: { reason: 'Write why the money is given back' } })
    expect(words('for lena@example.com')).toEqual({
      ok: false,
      errors: { reason: 'Leave e-mail addresses out: this is kept for ever' },
    })
  })
})
