import { describe, expect, it } from 'vitest'
import { currency } from '@/lib/money'
import { moneyStanding } from './money-standing'

const USD = currency('USD')
const moved = (amount: bigint, state: string, code = USD) => ({ amount, state, currency: code })
const of = (
  refunds: ReturnType<typeof moved>[] = [],
  disputes: ReturnType<typeof moved>[] = [],
  state = 'paid',
) => {
  const sums = moneyStanding({ state, total: 10_000n, currency: USD, refunds, disputes })
  return [sums.paid, sums.givenBack, sums.disputed, sums.left].map(({ amount }) => Number(amount))
}

describe('where the money of a purchase is', () => {
  it('with us, until some of it went back', () => {
    expect(of()).toEqual([10_000, 0, 0, 10_000])
    expect(of([moved(2_500n, 'succeeded'), moved(500n, 'pending')])).toEqual([10_000, 3_000, 0, 7_000])
  })
  it('with us again after a failed refund', () => {
    expect(of([moved(10_000n, 'failed')])).toEqual([10_000, 0, 0, 10_000])
  })
  it.each([
    ['inquiry', 0],
    ['inquiry-closed', 0],
    ['won', 0],
    ['open', 10_000],
    ['lost', 10_000],
    ['prevented', 10_000],
  ])('of a dispute that is %s, %d is gone', (state, gone) => {
    expect(of([], [moved(10_000n, state)])).toEqual([10_000, 0, gone, 10_000 - gone])
  })
  it('never came, where the payment failed; another currency is not counted', () => {
    expect(of([], [], 'failed')).toEqual([0, 0, 0, 0])
    expect(of([moved(1n, 'succeeded', currency('EUR'))])).toEqual([10_000, 0, 0, 10_000])
  })
})
