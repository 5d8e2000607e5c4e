import { describe, expect, it } from 'vitest'
import { COUNTRIES } from '@/lib/checkout/countries'
import { routeTaken, taxRoute } from './route'

describe('the tax route of a country', () => {
  it('is automatic everywhere but in Israel, whatever the setting', () => {
    const others = COUNTRIES.map(({ code }) => code).filter((code) => code !== 'IL')
    expect(others.length).toBeGreaterThan(100)
    for (const country of others) {
      expect(taxRoute(country, 'manual')).toBe('automatic')
      expect(taxRoute(country, 'fallback')).toBe('automatic')
    }
  })
  it('is the setting in Israel', () => {
    expect(taxRoute('IL', 'manual')).toBe('manual')
    expect(taxRoute('IL', 'fallback')).toBe('fallback')
  })
  it('of an attempt is what was frozen, and of older ones what was done then', () => {
    expect(routeTaken({ taxRoute: 'fallback', country: 'IL' })).toBe('fallback')
    expect(routeTaken({ taxRoute: null, country: 'IL' })).toBe('manual')
    expect(routeTaken({ taxRoute: null, country: 'US' })).toBe('automatic')
  })
})
