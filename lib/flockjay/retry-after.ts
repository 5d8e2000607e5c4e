const LONGEST_MS = 3_600_000

/**
 * Milliseconds to wait by a `Retry-After` header, which holds seconds or a date (RFC 9110, 10.2.3). At most an hour, so
 * that a wrong clock over there does not shelve a paid purchase. Undefined when it says nothing usable.
 */
export function retryAfterMs(header: string | null, now: Date): number | undefined {
  const text = header?.trim() ?? ''
  const wait = /^\d{1,10}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now.getTime()
  return Number.isFinite(wait) ? Math.min(Math.max(wait, 0), LONGEST_MS) : undefined
}
