import { expect, it } from 'vitest'
import { retryAfterMs } from './retry-after'

const now = new Date('2026-03-01T10:00:00Z')

it.each([
  ['120', 120_000],
  [' 0 ', 0],
  ['99999999', 3_600_000],
  ['Sun, 01 Mar 2026 10:00:30 GMT', 30_000],
  ['Sun, 01 Mar 2026 09:00:00 GMT', 0],
  ['Sun, 01 Mar 2037 09:00:00 GMT', 3_600_000],
  ['soon', undefined],
  ['', undefined],
  [null, undefined],
])('%s', (header, wait) => {
  expect(retryAfterMs(header, now)).toBe(wait)
})
