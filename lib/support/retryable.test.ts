import { describe, expect, it } from 'vitest'
import { retryability } from './retryable'

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
    ['cancelled', true, false, 'closed'],
  ])('of one that is %s (due %s, running %s): %s', (state, due, running, expected) => {
    expect(retryability({ state, due, running, erased: false })).toBe(expected)
  })
  it('for an erased person is not made', () => {
    const moment = { due: false, running: false, erased: true }
    expect(retryability({ ...moment, state: 'needs-person' })).toBe('erased')
    expect(retryability({ ...moment, state: 'done' })).toBe('done')
  })
})
