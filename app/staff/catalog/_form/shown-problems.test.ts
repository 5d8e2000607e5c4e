import { describe, expect, it } from 'vitest'
import { checkedProblems, messagesAtFields, NOT_CHECKED } from './shown-problems'

const title = { path: 'title', message: 'Enter the title' }
const answer = { path: 'faq.1.answer', message: 'Enter the answer (row 2)' }

describe('messages at fields', () => {
  it('are none before the first check, whatever is missing', () => {
    expect(messagesAtFields(NOT_CHECKED, [title, answer]).size).toBe(0)
  })

  it('are those of the check that still stand, in their present words', () => {
    const checked = checkedProblems([title, answer])
    expect(checked).toEqual({
      errors: { title: 'Enter the title', 'faq.1.answer': 'Enter the answer (row 2)' },
      order: ['title', 'faq.1.answer'],
    })
    const longer = { path: 'title', message: 'Title must be 60 characters or fewer; it has 61' }
    const since = { path: 'level', message: 'Choose the level' }
    expect([...messagesAtFields(checked, [longer, since])]).toEqual([['title', longer.message]])
  })
})
