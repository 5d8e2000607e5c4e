import { isObject, isRows } from './draft-shape'
import type { Draft, DraftValue, Field } from './fields'

/** What was filled in, as one reads it. Empty: nothing. */
export function valueWords(field: Field, value: DraftValue | undefined): string {
  if (value === undefined) return ''
  if (typeof value === 'string') return textWords(field, value.trim())
  if (isRows(value)) return value.map((row) => rowWords(field, row)).join('\n')
  if (field.type === 'image') return imageWords(value)
  return field.type === 'group' ? draftWords(field.fields, value) : ''
}

/** One row of a list. */
export function rowWords(field: Field, row: DraftValue): string {
  if (typeof row === 'string') return row.trim()
  return field.type === 'list' && isObject(row) ? draftWords(field.fields, row) : ''
}

function draftWords(fields: readonly Field[], draft: Draft): string {
  return fields
    .filter(({ type }) => type !== 'id')
    .map((field) => valueWords(field, draft[field.name]))
    .filter((words) => words !== '')
    .join('\n')
}

function textWords(field: Field, text: string): string {
  if (field.type === 'choice') return field.options.find(([value]) => value === text)?.[1] ?? text
  return field.type === 'wall-time' ? text.replace('T', ' ') : text
}

/** Its description and, so that another picture shows, the beginning of its name. */
function imageWords({ id, alt, width, height }: Draft): string {
  const [name, words, across, down] = [id, alt, width, height].map((part) =>
    typeof part === 'string' ? part.trim() : '',
  )
  if (name === '') return words ?? ''
  return `Image ${name?.slice(0, 12)}, ${across} × ${down}: ${words}`
}
