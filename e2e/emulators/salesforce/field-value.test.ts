import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readValue } from './field-value'
import { orgField } from './org-object'

const text = orgField({ name: 'T__c', label: 'T', type: 'string', length: 10 })
const amount = orgField({ name: 'A__c', label: 'A', type: 'double', precision: 18, scale: 3 })
const time = orgField({ name: 'W__c', label: 'W', type: 'datetime' })
const lookup = orgField({ name: 'L__c', label: 'L', type: 'reference' })

describe('what a field makes of a value', () => {
  it('text without the blanks around it, and no text where there is none', () => {
    expect(readValue(text, '  a b\n')).toEqual({ value: 'a b' })
    expect(readValue(text, ' \t')).toEqual({ value: null })
    expect(readValue(text, '')).toEqual({ value: null })
    expect(readValue(text, '\u00a0a')).toEqual({ value: '\u00a0a' })
    expect(readValue(text, 42)).toEqual({ value: '42' })
    expect(readValue(text, `${'x'.repeat(10)} `)).toEqual({ value: 'x'.repeat(10) })
    expect(readValue(text, 'x'.repeat(11))).toHaveProperty('refusal.code', 'STRING_TOO_LONG')
  })

  it('numbers rounded half up to their scale, by their decimals', () => {
    const rounded = (value: unknown): unknown => readValue(amount, value)
    expect(rounded(1.0005)).toEqual({ value: 1.001 })
    expect(rounded(1.00049)).toEqual({ value: 1 })
    expect(rounded(2.5675)).toEqual({ value: 2.568 })
    expect(rounded(-2.5675)).toEqual({ value: -2.568 })
    expect(rounded(-0.0001)).toEqual({ value: 0 })
    expect(rounded(1e-7)).toEqual({ value: 0 })
    expect(rounded('12.5')).toEqual({ value: 12.5 })
    expect(rounded('12,5')).toHaveProperty('refusal.code', 'JSON_PARSER_ERROR')
  })

  it('every amount that a payment can be, as it was', () => {
    const minorUnits = fc.integer({ min: 0, max: 99_999_999_999 })
    fc.assert(
      fc.property(minorUnits, fc.constantFrom(0, 2, 3), (minor, decimals) => {
        const value = Number(`${minor}e-${decimals}`)
        expect(readValue(amount, value)).toEqual({ value })
      }),
    )
  })

  it('times in UTC, to the second', () => {
    const kept = { value: '2026-11-21T10:00:00.000+0000' }
    for (const given of [
      '2026-11-21T10:00:00Z',
      '2026-11-21T10:00:00.987Z',
      '2026-11-21T12:00:00.000+0200',
      '2026-11-21T05:00:00-05:00',
      '2026-11-21T10:00Z',
    ])
      expect(readValue(time, given)).toEqual(kept)
    for (const given of ['2026-11-21T10:00:00', '2026-13-21T10:00:00Z', 'today', 1_763_719_200_000])
      expect(readValue(time, given)).toHaveProperty('refusal.code', 'JSON_PARSER_ERROR')
  })

  it('ids as 18 characters', () => {
    expect(readValue(lookup, '001D000000IqhSL')).toEqual({ value: '001D000000IqhSLIAZ' })
    expect(readValue(lookup, '')).toEqual({ value: null })
    expect(readValue(lookup, '001D000000IqhSLAAA')).toHaveProperty('refusal.code', 'MALFORMED_ID')
  })
})
