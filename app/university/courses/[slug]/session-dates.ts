import type { LiveSession } from '@/lib/catalog/live-session'
import { momentOf } from '@/lib/catalog/zoned-time'

export type SessionDate = {
  readonly id: string
  readonly start: Date
  readonly end: Date
  /** "Tuesday 9 March 2027, 17:00–18:30 GMT (Europe/London)" */
  readonly words: string
  readonly seats: string
  readonly sales: string
}

/** The dates of a live training that are not over, in words, earliest first. */
export function sessionDates(sessions: readonly LiveSession[], now: Date): SessionDate[] {
  return sessions
    .flatMap((session) => {
      const start = momentOf(session.startsAt, session.zone)
      const salesEnd = momentOf(session.salesEndAt, session.zone)
      return start === undefined || salesEnd === undefined ? [] : [dateOf(session, start, salesEnd, now)]
    })
    .filter(({ end }) => end > now)
    .toSorted((one, other) => one.start.getTime() - other.start.getTime())
}

function dateOf({ id, zone, minutes, seats }: LiveSession, start: Date, salesEnd: Date, now: Date) {
  const end = new Date(start.getTime() + minutes * 60_000)
  return {
    id,
    start,
    end,
    words: `${range(start, end, zone)} ${zoneName(start, zone)}`,
    seats: seats === 1 ? '1 seat' : `${seats} seats`,
    sales: salesEnd > now ? `On sale until ${moment(salesEnd, zone)}` : 'Sales have ended',
  }
}

function range(start: Date, end: Date, timeZone: string): string {
  const day = new Intl.DateTimeFormat('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone,
  })
  // The comma after the weekday comes and goes with versions of the calendar data.
  const [first = '', last = ''] = [start, end].map((at) => day.format(at).replace(',', ''))
  const until = first === last ? time(end, timeZone) : `${last}, ${time(end, timeZone)}`
  return `${first}, ${time(start, timeZone)}${first === last ? '–' : ' to '}${until}`
}

function moment(at: Date, timeZone: string): string {
  const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone })
  return `${day.format(at)}, ${time(at, timeZone)}`
}

function time(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone }).format(at)
}

/** "GMT (Europe/London)"; what is named by its city already says enough for UTC. */
function zoneName(at: Date, timeZone: string): string {
  if (timeZone === 'UTC') return 'UTC'
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone, timeZoneName: 'short' }).formatToParts(at)
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? ''
  return `${name} (${timeZone.replaceAll('_', ' ')})`.trim()
}
