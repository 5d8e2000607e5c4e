import { describe, expect, it } from 'vitest'
import { sessionSchema } from '@/lib/catalog/live-session'
import { sessionDates } from './session-dates'

const session = sessionSchema.parse({
  id: '019ab000-0000-7000-8000-000000000001',
  startsAt: '2027-03-30T17:00',
  zone: 'Europe/London',
  minutes: 90,
  seats: 24,
  salesEndAt: '2027-03-29T12:00',
})
const now = new Date('2027-01-01T00:00:00Z')

describe('sessionDates', () => {
  it('says when in the zone of the training, with the moment everybody shares', () => {
    expect(sessionDates([session], now)).toEqual([
      {
        id: session.id,
        start: new Date('2027-03-30T16:00:00Z'),
        end: new Date('2027-03-30T17:30:00Z'),
        words: 'Tuesday 30 March 2027, 17:00–18:30 BST (Europe/London)',
        seats: '24 seats',
        sales: 'On sale until 29 March 2027, 12:00',
      },
    ])
  })

  it('names the other day of what ends after midnight', () => {
    const late = { ...session, startsAt: '2027-03-30T23:30', zone: 'America/New_York' }
    expect(sessionDates([late], now)[0]?.words).toMatch(
      /^Tuesday 30 March 2027, 23:30 to Wednesday 31 March 2027, 01:00 .+ \(America\/New York\)$/,
    )
  })

  it('says that sales have ended from that minute on, and leaves out what is over', () => {
    const dates = (at: string) => sessionDates([session], new Date(at))
    expect(dates('2027-03-29T10:59:59Z')[0]?.sales).toMatch(/^On sale/)
    expect(dates('2027-03-29T11:00:00Z')[0]?.sales).toBe('Sales have ended')
    expect(dates('2027-03-30T17:29:59Z')).toHaveLength(1)
    expect(dates('2027-03-30T17:30:00Z')).toHaveLength(0)
  })

  it('puts the earliest first', () => {
    const sooner = { ...session, id: 'sooner', startsAt: '2027-03-29T17:00' }
    expect(sessionDates([session, sooner], now).map(({ id }) => id)).toEqual(['sooner', session.id])
  })
})
