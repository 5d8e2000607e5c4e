import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'

/** A date and time on the clocks of some place, as a date field writes it: `2027-03-09T17:00`. */
export const wallTimeSchema = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/)
  .refine(isOnTheCalendar)

/** An IANA time zone such as `Europe/London`; names of offsets (`+02:00`) know no summer time and are refused. */
export const zoneSchema = z
  .string()
  .max(64)
  .regex(/^(UTC|[A-Za-z]+(?:\/[A-Za-z0-9_+-]+)+)$/)
  .refine(isKnownZone)

/** The moment at which clocks in `zone` show `wall`; undefined where they never do or do twice (summer time). */
export function momentOf(wall: string, zone: string): Date | undefined {
  try {
    const zoned = Temporal.PlainDateTime.from(wall).toZonedDateTime(zone, { disambiguation: 'reject' })
    return new Date(zoned.epochMilliseconds)
  } catch {
    return undefined
  }
}

function isOnTheCalendar(wall: string): boolean {
  try {
    return Temporal.PlainDateTime.from(wall, { overflow: 'reject' }) !== undefined
  } catch {
    return false
  }
}

function isKnownZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
