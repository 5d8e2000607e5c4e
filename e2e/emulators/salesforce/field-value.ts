import type { FieldValue } from './model'
import type { OrgField } from './org-object'
import { fullId } from './record-id'
import {
  invalidEmail,
  malformedId,
  notInPicklist,
  outsideRange,
  type Refusal,
  tooLong,
  wrongJsonType,
} from './refusals'
import { salesforceTime } from './salesforce-time'

export type Read = { readonly value: FieldValue } | { readonly refusal: Refusal }

const DATE = /^\d{4}-\d{2}-\d{2}$/
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/

/** What a field makes of a JSON value: as it will be stored, or why it cannot be. */
export function readValue(field: OrgField, value: unknown): Read {
  if (value === null) return { value: null }
  switch (field.type) {
    case 'double':
      return readNumber(field, value)
    case 'boolean':
      return typeof value === 'boolean' ? { value } : { refusal: wrongJsonType('boolean', value) }
    case 'date':
      return readDate(value)
    case 'datetime':
      return readTime(value)
    case 'id':
    case 'reference':
      return readId(field, value)
    case 'string':
    case 'textarea':
    case 'email':
    case 'url':
    case 'picklist':
      return readText(field, value)
  }
}

/**
 * Text loses the blanks around it, and empty text is no text (Apex guide, primitive data types: as in the SOAP API). A
 * number is taken for its digits. Letters of a picklist's values are taken as they are: whether Salesforce would forgive
 * another case is not known here. Length is counted in UTF-16 units, which is never too generous.
 */
function readText(field: OrgField, given: unknown): Read {
  if (typeof given !== 'string' && typeof given !== 'number')
    return { refusal: wrongJsonType('string', given) }
  const value = withoutBlanks(String(given))
  if (value === '') return { value: null }
  if (value.length > (field.length ?? Number.POSITIVE_INFINITY)) return { refusal: tooLong(field, value) }
  if (field.picklist?.restricted === true && !field.picklist.values.includes(value))
    return { refusal: notInPicklist(field, value) }
  if (field.type === 'email' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value))
    return { refusal: invalidEmail(field, value) }
  return { value }
}

/** Only blanks and control characters: a space that does not break a line stays (seen in an org). */
function withoutBlanks(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && text.charCodeAt(start) <= 0x20) start += 1
  while (end > start && text.charCodeAt(end - 1) <= 0x20) end -= 1
  return text.slice(start, end)
}

/** Rounded half up to the field's scale (Salesforce Help, number fields), then refused when it has too many digits. */
function readNumber(field: OrgField, given: unknown): Read {
  const numeric = typeof given === 'string' && /^-?\d+(\.\d+)?$/.test(given)
  if (typeof given !== 'number' && !numeric) return { refusal: wrongJsonType('double', given) }
  const { precision = 18, scale = 0 } = field
  const value = roundedTo(scale, Number(given))
  return Math.abs(value) < 10 ** (precision - scale)
    ? { value }
    : { refusal: outsideRange(field, Number(given)) }
}

/** In decimals, so that 1.0005 is not the 1.000499… of its binary form. */
function roundedTo(scale: number, value: number): number {
  const shifted = Number(`${Math.abs(value)}e${scale}`)
  // Written with an exponent it is beyond every precision, or too small to leave a digit.
  if (Number.isNaN(shifted)) return Math.abs(value) < 1 ? 0 : value
  const rounded = Number(`${Math.round(shifted)}e-${scale}`)
  return value < 0 && rounded !== 0 ? -rounded : rounded
}

function readDate(given: unknown): Read {
  const sound = typeof given === 'string' && DATE.test(given) && isDay(given)
  return sound ? { value: given } : { refusal: wrongJsonType('date', given) }
}

function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}

function readTime(given: unknown): Read {
  const refused: Read = { refusal: wrongJsonType('datetime', given) }
  if (typeof given !== 'string' || !TIME.test(given)) return refused
  const time = new Date(given.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'))
  return Number.isNaN(time.getTime()) ? refused : { value: salesforceTime(time) }
}

function readId(field: OrgField, given: unknown): Read {
  if (typeof given !== 'string') return { refusal: wrongJsonType('string', given) }
  if (given === '') return { value: null }
  const value = fullId(given)
  return value === undefined ? { refusal: malformedId(field, given) } : { value }
}
