import { describe, expect, it } from 'vitest'
import { loadRequestSchema } from './request-schema'
import { inEu, isSupported, nationalTax, supportedCountries } from './tax-countries'

describe('countries of Stripe Tax', () => {
  it('are those the SDK has registrations for', async () => {
    const { definitions = {} } = await loadRequestSchema()
    const options = Object.values(definitions).find(
      ({ properties }) => properties?.['zw'] && properties['us'],
    )
    const known = Object.keys(options?.properties ?? {}).map((key) => key.toUpperCase())
    expect(known.length).toBeGreaterThan(90)
    expect(known.toSorted()).toEqual(supportedCountries().toSorted())
    expect(isSupported('IL')).toBe(false)
  })

  it('have a rate each in the European Union', () => {
    const members = supportedCountries().filter(inEu)
    expect(members).toHaveLength(27)
    expect(members.filter((country) => nationalTax(country)?.type !== 'vat')).toEqual([])
    expect(
      ['DE', 'FR', 'IE', 'ES', 'NL', 'IT', 'GB'].map((country) => nationalTax(country)?.percentage),
    ).toEqual([19, 20, 23, 21, 21, 22, 20])
  })
})
