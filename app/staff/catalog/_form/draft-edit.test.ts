import { describe, expect, it } from 'vitest'
import { courseFields } from '@/lib/catalog/documents/course-fields'
import { moved, newRow, sameDraft, without, withValue } from './draft-edit'

const draft = {
  title: 'Locks',
  included: ['a', 'b'],
  faq: [
    { question: 'One?', answer: '1' },
    { question: 'Two?', answer: '2' },
  ],
  prerequisites: { text: 'None', courses: [] },
}

describe('withValue', () => {
  it('replaces one value and keeps all that is beside it', () => {
    const after = withValue(draft, 'faq.1.answer', 'two')
    expect(after).toEqual({
      ...draft,
      faq: [
        { question: 'One?', answer: '1' },
        { question: 'Two?', answer: 'two' },
      ],
    })
    expect(after['included']).toBe(draft.included)
    expect(draft.faq[1]?.answer).toBe('2')
  })

  it('reaches into groups, lines and whole lists', () => {
    expect(withValue(draft, 'prerequisites.text', 'Some')['prerequisites']).toEqual({
      text: 'Some',
      courses: [],
    })
    expect(withValue(draft, 'included.0', 'c')['included']).toEqual(['c', 'b'])
    expect(withValue(draft, 'included', [])['included']).toEqual([])
    expect(withValue({}, 'hero.title', 'New')).toEqual({ hero: { title: 'New' } })
  })
})

describe('rows', () => {
  it('move by one and stay at the ends', () => {
    expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b'])
    expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c'])
    expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b'])
    expect(moved(['a', 'b'], 1, 1)).toEqual(['a', 'b'])
    expect(without(['a', 'b', 'c'], 1)).toEqual(['a', 'c'])
  })

  it('begin empty, and a session with an id of its own', () => {
    const fields = courseFields('live-training')
    const named = (name: string) => fields.find((field) => field.name === name)!
    expect(newRow(named('faq'))).toEqual({ question: '', answer: '' })
    expect(newRow(named('outcomes'))).toBe('')
    const [first, second] = [newRow(named('sessions')), newRow(named('sessions'))]
    expect(first).toMatchObject({ startsAt: '', zone: '', id: expect.stringMatching(/^[0-9a-f-]{36}$/) })
    expect(second).not.toEqual(first)
  })
})

describe('sameDraft', () => {
  it('does not mind the order of names, but that of rows', () => {
    expect(sameDraft({ a: '1', b: ['x', 'y'] }, { b: ['x', 'y'], a: '1' })).toBe(true)
    expect(sameDraft({ a: '1', b: ['x', 'y'] }, { a: '1', b: ['y', 'x'] })).toBe(false)
    expect(sameDraft(draft, withValue(draft, 'faq.0.answer', '1 '))).toBe(false)
    expect(sameDraft(draft, withValue(draft, 'faq.0.answer', '1'))).toBe(true)
    expect(sameDraft({ a: '1' }, { a: '1', b: '' })).toBe(false)
    expect(sameDraft({ a: ['1'] }, { a: { 0: '1' } })).toBe(false)
  })
})
