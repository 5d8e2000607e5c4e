import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { attemptStateSchema, isLive, moveAttempt } from './attempt-states'
import type { AttemptState } from './attempt-states'

const STATES = attemptStateSchema.options
const anyState = fc.constantFrom(...STATES)
const hear = (news: readonly AttemptState[], from: AttemptState = 'creating') =>
  news.reduce<AttemptState>(moveAttempt, from)

describe('an attempt', () => {
  it.each<[AttemptState, readonly AttemptState[]]>([
    ['creating', ['open', 'pending', 'complete', 'failed', 'expired', 'refused']],
    ['open', ['pending', 'complete', 'failed', 'expired']],
    ['pending', ['complete', 'failed']],
    ['complete', []],
    ['failed', ['complete']],
    ['expired', ['pending', 'complete']],
    ['refused', ['pending', 'complete']],
  ])('that is %s moves only to %j', (from, legal) => {
    const reached = STATES.filter((to) => to !== from && moveAttempt(from, to) === to)
    expect(new Set(reached)).toEqual(new Set(legal))
  })
  it('that is complete stays so, whatever is told later', () => {
    fc.assert(
      fc.property(fc.array(anyState), fc.array(anyState), (before, after) => {
        expect(hear([...before, 'complete', ...after])).toBe('complete')
      }),
    )
  })
  it('hears the same news twice as once', () => {
    fc.assert(
      fc.property(anyState, anyState, (from, to) => {
        expect(hear([to, to], from)).toBe(hear([to], from))
      }),
    )
  })
  it('never becomes payable again once its session was over', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('complete', 'failed', 'expired', 'refused'),
        fc.array(anyState),
        (end, news) => {
          expect(['creating', 'open']).not.toContain(hear(news, end))
        },
      ),
    )
  })
  it('is live exactly while its session may still be paid or is being paid', () => {
    expect(STATES.filter(isLive)).toEqual(['creating', 'open', 'pending'])
  })
})
