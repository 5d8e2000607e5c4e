import { describe, expect, it } from 'vitest'
import { catalogPageSchema } from './page-content'

const until = (at: string) =>
  catalogPageSchema.safeParse({
    hero: { title: 'Learn Redis', text: 'Pay once.' },
    announcement: { text: 'Soon', until: { at, zone: 'Europe/London' } },
  })

describe('the end of an announcement', () => {
  it('is a time that comes', () => {
    expect(until('2027-03-28T09:00').success).toBe(true)
    const skipped = until('2027-03-28T01:30')
    expect(skipped.error?.issues.map(({ path, message }) => [path.join('.'), message])).toEqual([
      ['announcement.until.at', 'The clocks there never show this time, or show it twice'],
    ])
    expect(until('2027-10-31T01:30').success).toBe(false)
  })
})
