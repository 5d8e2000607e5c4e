import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { momentOf, wallTimeSchema, zoneSchema } from './zoned-time'

const on = (wall: string, zone: string) => momentOf(wall, zone)?.toISOString()

describe('a time on the clocks of a place', () => {
  it('is one moment, summer and winter', () => {
    expect(on('2027-07-01T09:00', 'Europe/London')).toBe('2027-07-01T08:00:00.000Z')
    expect(on('2027-01-01T09:00', 'Europe/London')).toBe('2027-01-01T09:00:00.000Z')
    expect(on('2027-01-01T09:00', 'Asia/Kolkata')).toBe('2027-01-01T03:30:00.000Z')
    expect(on('2027-01-01T00:00', 'UTC')).toBe('2027-01-01T00:00:00.000Z')
  })
  it('is none where the clocks skip it or show it twice', () => {
    expect(on('2027-03-28T01:30', 'Europe/London')).toBeUndefined()
    expect(on('2027-10-31T01:30', 'Europe/London')).toBeUndefined()
    expect(on('2027-03-14T02:30', 'America/New_York')).toBeUndefined()
  })
  it('shows again what was typed', () => {
    const minutes = fc.integer({ min: 0, max: 20_000_000 })
    const zones = fc.constantFrom('UTC', 'Asia/Jerusalem', 'America/Los_Angeles', 'Australia/Lord_Howe')
    fc.assert(
      fc.property(minutes, zones, (minute, zone) => {
        const wall = new Date(Date.UTC(2020, 0, 1) + minute * 60_000).toISOString().slice(0, 16)
        const moment = momentOf(wall, zone)
        if (moment === undefined) return
        // Swedish writes dates as ISO does.
        const shown = new Intl.DateTimeFormat('sv-SE', {
          timeZone: zone,
          dateStyle: 'short',
          timeStyle: 'short',
        }).format(moment)
        expect(shown.replace(' ', 'T')).toBe(wall)
      }),
    )
  })
  it.each(['2027-02-29T10:00', '2027-13-01T10:00', '2027-01-01T24:30', '2027-01-01', 'soon', ''])(
    'refuses %j',
    (typed) => {
      expect(wallTimeSchema.safeParse(typed).success).toBe(false)
      expect(momentOf(typed, 'Mars/Olympus')).toBeUndefined()
    },
  )
  it('knows places, not offsets', () => {
    for (const zone of ['UTC', 'Europe/London', 'America/Argentina/Buenos_Aires', 'Asia/Jerusalem'])
      expect(zoneSchema.safeParse(zone).success, zone).toBe(true)
    for (const zone of ['+02:00', 'Mars/Olympus', 'GMT+2', '', 'europe', 'Europe/London; x'])
      expect(zoneSchema.safeParse(zone).success, zone).toBe(false)
  })
})
