import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { disputeStateSchema, moveDispute } from './dispute-states'
import { moveRefund, refundStateSchema } from './refund-states'

describe('a refund', () => {
  it('moves only forwards, and failed is the end', () => {
    const moved = refundStateSchema.options.flatMap((from) =>
      refundStateSchema.options
        .filter((to) => from !== to && moveRefund(from, to) === to)
        .map((to) => `${from} -> ${to}`),
    )
    expect(moved).toEqual(['pending -> succeeded', 'pending -> failed', 'succeeded -> failed'])
  })
  it('ends alike in whatever order its news is heard', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...refundStateSchema.options)), (news) => {
        const end = (of: typeof news) => of.reduce((state, to) => moveRefund(state, to), 'pending' as const)
        expect(end([...news].reverse())).toBe(end(news))
      }),
    )
  })
})

describe('a dispute', () => {
  const options = disputeStateSchema.options
  it('once open is never an inquiry again; prevented is the end; what is decided may be appealed', () => {
    const moves = (from: (typeof options)[number]) =>
      options.filter((to) => to !== from && moveDispute(from, to) === to)
    expect(Object.fromEntries(options.map((from) => [from, moves(from)]))).toEqual({
      inquiry: ['inquiry-closed', 'open', 'won', 'lost', 'prevented'],
      'inquiry-closed': ['open', 'won', 'lost', 'prevented'],
      open: ['won', 'lost', 'prevented'],
      won: ['open', 'lost'],
      lost: ['open', 'won'],
      prevented: [],
    })
  })
})
