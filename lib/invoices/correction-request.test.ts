import { describe, expect, it } from 'vitest'
import { TAX_ID_CHOICES, parseCorrectionRequest } from './correction-request'

const EMPTY = { companyName: '', taxIdType: '', taxIdValue: '', poNumber: '' }
const parse = (fields: Partial<typeof EMPTY>) => parseCorrectionRequest({ ...EMPTY, ...fields })

describe('what a buyer asks for', () => {
  it('is any of the three, as typed but for the spaces around it', () => {
    expect(parse({ companyName: ' Redis GmbH ' })).toEqual({
      ok: true,
      request: { companyName: 'Redis GmbH', taxId: undefined, poNumber: undefined },
    })
    expect(parse({ taxIdType: 'DE:eu_vat', taxIdValue: 'de 123456789', poNumber: 'PO-7' })).toEqual({
      ok: true,
      request: {
        companyName: undefined,
        taxId: { type: 'eu_vat', value: 'DE123456789' },
        poNumber: 'PO-7',
      },
    })
  })
  it.each([
    ['nothing', {}, { companyName: 'Enter a company name, a tax ID or a PO number' }],
    [
      'a kind without a value',
      { taxIdType: 'DE:eu_vat' },
      { taxIdValue: 'Enter the tax ID, or choose “No tax ID”' },
    ],
    [
      'a value without a kind',
      { taxIdValue: 'X' },
      { taxIdType: 'Choose the country and kind of the tax ID' },
    ],
    [
      'a kind that is none',
      { taxIdType: 'XX:y', taxIdValue: 'X' },
      { taxIdType: 'Choose the country and kind of the tax ID' },
    ],
    [
      'a kind of another country',
      { taxIdType: 'DE:gb_vat', taxIdValue: 'X' },
      { taxIdType: 'Choose the country and kind of the tax ID' },
    ],
    [
      'another form',
      { taxIdType: 'IL:il_vat', taxIdValue: '12' },
      { taxIdValue: 'Enter a VAT number (or company number) like 012345678' },
    ],
    [
      'a long PO number',
      { poNumber: 'x'.repeat(41) },
      { poNumber: 'Enter a PO number of at most 40 characters' },
    ],
    [
      'a line break',
      { companyName: 'Redis\nGmbH' },
      { companyName: 'Enter a company name without line breaks' },
    ],
  ])('is refused in words: %s', (_, fields, errors) => {
    expect(parse(fields)).toEqual({ ok: false, errors })
  })
  it('offers kinds by country, each once', () => {
    expect(TAX_ID_CHOICES[0]?.country).toBe('Argentina')
    expect(new Set(TAX_ID_CHOICES.map(({ value }) => value)).size).toBe(TAX_ID_CHOICES.length)
  })
})
