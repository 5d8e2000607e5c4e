import { describe, expect, it } from 'vitest'
import { currency } from '@/lib/money'
import { givenBack } from './given-back'

const USD = currency('USD')
const [early, late] = [new Date('2026-11-01T00:00:00Z'), new Date('2026-11-09T00:00:00Z')]
type State = 'pending' | 'succeeded' | 'failed'
const refund = (amount: bigint, state: State, createdAt = early, code = USD) => ({
  amount,
  currency: code,
  state,
  createdAt,
})
const of = (...refunds: ReturnType<typeof refund>[]) => givenBack({ currency: USD, refunds, creditNotes: [] })

describe('what was given back', () => {
  it('is nothing without a refund that holds', () => {
    expect(of()).toBeUndefined()
    expect(of(refund(500n, 'failed'))).toBeUndefined()
  })
  it('adds up what holds, as of the last of it, and says while some is on its way', () => {
    const two = of(refund(500n, 'pending', late), refund(300n, 'succeeded'), refund(900n, 'failed', late))
    expect(two).toEqual({
      amount: { amount: 800n, currency: USD },
      at: late,
      onItsWay: true,
      creditNotes: [],
    })
    expect(of(refund(300n, 'succeeded'))).toMatchObject({ at: early, onItsWay: false })
  })
  it('leaves out another currency, and documents that are void', () => {
    const EUR = currency('EUR')
    const note = (number: string, state: string, code = USD) => ({
      number,
      state,
      currency: code,
      outOfBand: 0n,
    })
    expect(
      givenBack({
        currency: USD,
        refunds: [refund(500n, 'succeeded'), refund(400n, 'succeeded', late, EUR)],
        creditNotes: [
          note('CN-1', 'void'),
          note('CN-2', 'issued'),
          note('CN-3', 'issued', EUR),
          { ...note('CN-4', 'issued'), outOfBand: 500n },
        ],
      }),
    ).toMatchObject({ amount: { amount: 500n }, at: early, creditNotes: ['CN-2'] })
  })
})
