import { describe, expect, it } from 'vitest'
import { COUNTRIES } from '@/lib/checkout/countries'
import { TAX_ID_TYPES, hasTaxIdForm, taxIdType, writeTaxId } from './tax-id-types'

const form = (country: string, type: string, value: string): boolean =>
  hasTaxIdForm(taxIdType(country, type)!, value)

describe('the types of tax ids', () => {
  it.each(TAX_ID_TYPES)('$country $type: its own example has its form, and no other word', (each) => {
    expect(hasTaxIdForm(each, each.example)).toBe(true)
    expect(hasTaxIdForm(each, each.example.toLowerCase())).toBe(true)
    for (const wrong of ['', 'nonsense', `${each.example}${each.example}`, `X${each.example}X`])
      expect(hasTaxIdForm(each, wrong)).toBe(false)
  })
  it('are each there once, in a country we sell to', () => {
    const keys = TAX_ID_TYPES.map(({ country, type }) => `${country}:${type}`)
    expect(new Set(keys).size).toBe(keys.length)
    const sold = COUNTRIES.map(({ code }) => code)
    expect(keys.filter((key) => !sold.includes(key.slice(0, 2)))).toEqual([])
  })
  it('write a value as Stripe shows it', () => {
    const written = (country: string, type: string, value: string) =>
      writeTaxId(taxIdType(country, type)!, value)
    expect(written('DE', 'eu_vat', ' de 123.456-789 ')).toBe('DE123456789')
    expect(written('US', 'us_ein', '123456789')).toBe('12-3456789')
    expect(written('BR', 'br_cnpj', '01234456543210')).toBe('01.234.456/5432-10')
    expect(written('CH', 'ch_vat', 'che123456789mwst')).toBe('CHE-123.456.789 MWST')
    expect(written('CH', 'ch_vat', 'CHE-123.456.789 TVA')).toBe('CHE123456789TVA')
  })
  it('judge a value by its country, however it is spaced', () => {
    expect(form('DE', 'eu_vat', ' de 123 456 789')).toBe(true)
    expect(form('DE', 'eu_vat', 'FR12345678901')).toBe(false)
    expect(form('IL', 'il_vat', '51-234567-8')).toBe(true)
    expect(form('IL', 'il_vat', '5123456')).toBe(false)
    expect(form('CH', 'ch_vat', 'CHE-123.456.789 MWST')).toBe(true)
    expect(taxIdType('DE', 'gb_vat')).toBeUndefined()
  })
})
