import type { FieldValue } from '../model'
import type { OrgField } from '../org-object'
import { fullId } from '../record-id'
import type { Literal } from './literal'
import { pointing, QueryRefusal } from './query-refusal'

/** What a value is compared as; two values are the same when their keys are. */
export type ValueKey = string | number | boolean | null

const TEXTS: ReadonlySet<string> = new Set(['string', 'textarea', 'email', 'url', 'picklist'])
const IDS: ReadonlySet<string> = new Set(['id', 'reference'])

export function isText({ type }: OrgField): boolean {
  return TEXTS.has(type)
}

export function isId({ type }: OrgField): boolean {
  return IDS.has(type)
}

/** Text is compared without regard to case, save in fields that are case-sensitive (SOQL reference, comparison operators). */
export function foldsCase(field: OrgField): boolean {
  return isText(field) && !(field.unique && field.caseSensitive)
}

/** What `value` of `field` is compared as. An empty text is null, as everywhere in Salesforce. */
export function keyOf(field: OrgField, value: FieldValue): ValueKey {
  if (value === null || value === '') return null
  if (field.type === 'datetime') return Date.parse(String(value).replace(/\+0000$/, 'Z'))
  if (typeof value !== 'string') return value
  return foldsCase(field) ? value.toLowerCase() : value
}

/** What a literal is compared as. Throws the refusal that a literal of the wrong kind gets. */
export function literalKey(field: OrgField, literal: Literal, text: string): ValueKey {
  if (literal.kind === 'null') return null
  if (isId(field)) return idKey(literal, text)
  if (isText(field) && literal.kind === 'string') return keyOf(field, literal.text)
  if (field.type === 'double' && literal.kind === 'number') return literal.value
  if (field.type === 'boolean' && literal.kind === 'boolean') return literal.value
  if (field.type === 'datetime' && literal.kind === 'datetime') return literal.at
  if (field.type === 'date' && literal.kind === 'date') return literal.text
  throw wrongKind(field, text)
}

function idKey(literal: Literal, text: string): string {
  const given = literal.kind === 'string' ? literal.text : ''
  const id = fullId(given)
  if (id !== undefined) return id
  const message = `invalid ID field: ${given}`
  throw new QueryRefusal('INVALID_QUERY_FILTER_OPERATOR', pointing(text, given, message))
}

function wrongKind(field: OrgField, text: string): QueryRefusal {
  const quotes = isText(field) ? 'should be enclosed in quotes' : 'should not be enclosed in quotes'
  const type = isText(field) ? 'string' : field.type === 'datetime' ? 'dateTime' : field.type
  const message = `value of filter criterion for field '${field.name}' must be of type ${type} and ${quotes}`
  return new QueryRefusal('INVALID_FIELD', pointing(text, field.name, message))
}
