import { describe, expect, it } from 'vitest'
import { documentMarks, openMarks } from './marks'

const words = (marks: readonly { word: string }[]) => marks.map(({ word }) => word)

describe('the marks of a document', () => {
  it('tell a draft that was never public from changes of what is', () => {
    expect(words(documentMarks(['draft']))).toEqual(['Draft'])
    expect(words(documentMarks(['draft', 'published']))).toEqual(['Published', 'Unpublished changes'])
    expect(words(documentMarks(['retired', 'published']))).toEqual(['Published', 'Retired'])
  })

  it('say when a scheduled one goes public, on the clocks its editor chose', () => {
    const scheduled = { dueAt: new Date('2027-03-09T22:00:00Z'), zone: 'America/New_York' }
    expect(words(openMarks({ published: {}, edited: undefined, scheduled }))).toEqual([
      'Published',
      'Scheduled for 9 Mar 2027, 17:00, America/New York',
    ])
  })

  it('call it a draft when nothing of it is public, even before somebody types', () => {
    expect(words(openMarks({ published: undefined, edited: undefined, scheduled: undefined }))).toEqual([
      'Draft',
    ])
  })
})
