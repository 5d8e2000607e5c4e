import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { currency } from '@/lib/money'
import type { Entry } from './post'
import { saleEntries } from './sale'
import { settlementEntries } from './settlement'

/** Sums per currency, which must all be zero. */
function sums(entries: readonly Entry[]): bigint[] {
  const totals = new Map<string, bigint>()
  for (const entry of entries) totals.set(entry.currency, (totals.get(entry.currency) ?? 0n) + entry.amount)
  return [...totals.values()]
}
const amount = fc.bigInt({ min: 0n, max: 10n ** 12n })
const code = fc.constantFrom('USD', 'EUR', 'JPY', 'KWD').map(currency)

describe('entries', () => {
  it('of any sale sum to zero', () => {
    fc.assert(
      fc.property(amount, amount, amount, code, (paid, discount, tax, money) => {
        const sale = { currency: money, subtotal: paid + discount, discount, tax, total: paid + tax }
        expect(sums(saleEntries(sale)).every((sum) => sum === 0n)).toBe(true)
      }),
    )
  })
  it('of any settlement sum to zero in each currency, and empty clearing', () => {
    fc.assert(
      fc.property(amount, amount, amount, code, code, (charged, net, fee, price, settled) => {
        const gross = price === settled ? charged : net + fee
        const move = { currency: settled, gross, fee, net: gross - fee }
        const entries = settlementEntries({ amount: charged, currency: price }, move)
        expect(sums(entries).every((sum) => sum === 0n)).toBe(true)
        const clearing = entries.filter(({ book }) => book === 'stripe_clearing')
        expect(clearing).toEqual([{ book: 'stripe_clearing', currency: price, amount: -charged }])
      }),
    )
  })
})
