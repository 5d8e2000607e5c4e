import { emptyDraft, isObject, isRows } from '@/lib/catalog/documents/draft-shape'
import type { Draft, DraftValue, Field } from '@/lib/catalog/documents/fields'

/** The draft with another value at `path` (`faq.1.answer`); what is beside the path stays the same object. */
export function withValue(draft: Draft, path: string, value: DraftValue): Draft {
  const [name = '', ...rest] = path.split('.')
  return { ...draft, [name]: replaced(draft[name], rest, value) }
}

function replaced(before: DraftValue | undefined, path: readonly string[], value: DraftValue): DraftValue {
  const [part, ...rest] = path
  if (part === undefined) return value
  if (before !== undefined && isRows(before))
    return before.map((row, index) => (index === Number(part) ? replaced(row, rest, value) : row))
  const object = isObject(before) ? before : {}
  return { ...object, [part]: replaced(object[part], rest, value) }
}

/** What a new row of the field begins as. A row that has an id of its own gets it here, once. */
export function newRow(field: Field): DraftValue {
  if (field.type !== 'list') return ''
  const ids = field.fields
    .filter(({ type }) => type === 'id')
    .map(({ name }) => [name, crypto.randomUUID()] as const)
  return { ...emptyDraft(field.fields), ...Object.fromEntries(ids) }
}

/** The list with the row at `index` one place further up or down; the same list at its ends. */
export function moved<T>(rows: readonly T[], index: number, by: -1 | 1): readonly T[] {
  const row = rows[index]
  const neighbour = rows[index + by]
  if (row === undefined || neighbour === undefined) return rows
  return rows.map((other, at) => (at === index ? neighbour : at === index + by ? row : other))
}

/** The list without the row at `index`. */
export function without<T>(rows: readonly T[], index: number): readonly T[] {
  return rows.filter((_row, at) => at !== index)
}

/** Whether both say the same, whatever the order of their names. */
export function sameDraft(one: DraftValue | undefined, other: DraftValue | undefined): boolean {
  if (one === other) return true
  if (one === undefined || other === undefined) return false
  if (typeof one === 'string' || typeof other === 'string') return false
  if (isRows(one) || isRows(other))
    return (
      isRows(one) &&
      isRows(other) &&
      one.length === other.length &&
      one.every((row, index) => sameDraft(row, other[index]))
    )
  const names = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...names].every((name) => sameDraft(one[name], other[name]))
}
