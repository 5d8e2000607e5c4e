import { describe, expect, it } from 'vitest'
import { purchaseIdSchema } from '@/lib/ids'
import { parseSalesforceQuery, salesforceAddress } from './query'

const place = {
  pendingSince: new Date('2026-11-20T08:00:00.123Z'),
  purchaseId: purchaseIdSchema.parse('0199f000-0000-7000-8000-000000000001'),
}

describe('the address of a page', () => {
  it('leads back to what it was made of', () => {
    for (const [show, after] of [
      ['all', undefined],
      ['left', undefined],
      ['overdue', place],
    ] as const) {
      const address = new URL(salesforceAddress(show, after), 'https://redis.io')
      expect(address.pathname).toBe('/staff/support/salesforce')
      expect(parseSalesforceQuery(Object.fromEntries(address.searchParams))).toEqual({ show, after })
    }
  })
  it.each([
    [{ show: 'everything', after: 'yesterday' }],
    [{ show: ['left', 'all'], after: [] }],
    [{ after: '2026-11-20T08:00:00.123Z_x' }],
    [{ after: `2026-11-20_${place.purchaseId}` }],
    [{}],
  ])('of somebody’s own making asks for nothing: %o', (query) => {
    expect(parseSalesforceQuery(query)).toEqual({ show: 'all', after: undefined })
  })
})
