import { describe, expect, it } from 'vitest'
import { maySettleByHand, retryability } from './retryable'

describe('a retry by hand', () => {
  it.each([
    ['needs-person', false, false, 'may'],
    ['needs-person', true, false, 'may'],
    ['waiting', false, false, 'may'],
    ['waiting', true, false, 'due-already'],
    ['waiting', true, true, 'running'],
    ['waiting', false, true, 'running'],
    ['done', true, false, 'done'],
    ['done', false, true, 'done'],
    ['superseded', false, false, 'closed'],
    ['superseded', true, true, 'closed'],
    ['cancelled', true, false, 'closed'],
  ])('of one that is %s (due %s, running %s): %s', (state, due, running, expected) => {
    expect(retryability({ state, action: 'unlock', due, running, erased: false })).toBe(expected)
  })
  it('for an erased person opens nothing, but still closes', () => {
    const moment = { due: false, running: false, erased: true }
    expect(retryability({ ...moment, action: 'unlock', state: 'needs-person' })).toBe('erased')
    expect(retryability({ ...moment, action: 'unlock', state: 'done' })).toBe('done')
    expect(retryability({ ...moment, action: 'revoke', state: 'needs-person' })).toBe('may')
    expect(retryability({ ...moment, action: 'sync', state: 'needs-person' })).toBe('may')
  })
})

describe('marking as done by hand', () => {
  it.each([
    ['needs-person', 'may', true],
    ['needs-person', 'running', false],
    ['needs-person', 'erased', false],
    ['waiting', 'may', false],
    ['superseded', 'closed', false],
    ['done', 'done', false],
  ] as const)('%s, retry %s: %s', (state, retry, may) => {
    expect(maySettleByHand(state, retry, 'unlock')).toBe(may)
  })
  it('is for courses: a record is written again instead', () => {
    expect(maySettleByHand('needs-person', 'may', 'revoke')).toBe(true)
    expect(maySettleByHand('needs-person', 'may', 'sync')).toBe(false)
  })
})
