import type { z } from 'zod'
import { asContent, isObject } from './draft-shape'
import type { Draft, DraftValue, Field, Problem } from './fields'

export type Completeness<C> =
  | { readonly outcome: 'complete'; readonly content: C }
  | { readonly outcome: 'incomplete'; readonly problems: readonly Problem[] }

/** Holds a draft against what a published revision must be. The problems come in the order of the fields, one for each. */
export function complete<C>(fields: readonly Field[], schema: z.ZodType<C>, draft: Draft): Completeness<C> {
  const parsed = schema.safeParse(asContent(fields, draft))
  if (parsed.success) return { outcome: 'complete', content: parsed.data }
  const problems = new Map<string, Problem>()
  for (const issue of parsed.error.issues) {
    const path = issue.path.map(String)
    const key = path.join('.')
    if (!problems.has(key)) problems.set(key, { path: key, message: messageFor(issue, path, fields, draft) })
  }
  return { outcome: 'incomplete', problems: inFieldOrder(fields, draft, [...problems.values()]) }
}

/** Problems in the order in which the form shows their fields. */
export function inFieldOrder(
  fields: readonly Field[],
  draft: Draft,
  problems: readonly Problem[],
): readonly Problem[] {
  const order = pathsInOrder(fields, draft)
  // Parts of an image, and rows that are not there, stand with the field they belong to.
  const rank = ({ path }: Problem) =>
    order.findLastIndex((known) => known === path || path.startsWith(`${known}.`))
  return [...problems].sort((a, b) => rank(a) - rank(b))
}

function messageFor(
  issue: z.core.$ZodIssue,
  path: readonly string[],
  fields: readonly Field[],
  draft: Draft,
): string {
  const field = fieldAt(fields, path)
  const value = valueAt(draft, path)
  if (field === undefined) return 'This does not fit'
  const name = field.label.charAt(0).toLowerCase() + field.label.slice(1)
  const row = rowOf(path)
  const where = row === undefined ? '' : ` (row ${row})`
  if (issue.code === 'custom' && issue.message !== 'Invalid input') return issue.message
  if (field.type === 'image')
    return path.at(-1) === 'alt'
      ? 'Describe the image for people who cannot see it'
      : 'Upload the image again'
  if (Array.isArray(value)) return rowsMessage(issue, field)
  if (typeof value !== 'string' || value.trim() === '')
    return `${field.type === 'choice' ? 'Choose' : 'Enter'} ${asked(name)}${where}`
  if (issue.code === 'too_big' && issue.origin === 'string')
    return `${field.label}${where} must be ${issue.maximum} characters or fewer; it has ${value.trim().length}`
  return `${field.label}${where} ${MUST[field.type] ?? 'does not fit'}`
}

/** "the title", but "what is in it". */
function asked(name: string): string {
  return /^(what|where) /.test(name) ? name : `the ${name}`
}

const MUST: Partial<Record<Field['type'], string>> = {
  number: 'must be a whole number of 1 or more, and not too large',
  address: 'must begin with https:// or, on this site, with /',
  'wall-time': 'must be a date and a time',
  zone: 'must be a time zone such as Europe/London',
  units: 'must be a SKU such as RU-LAB-LOCKS',
  lines: 'is too long',
  choice: 'must be one of those offered',
}

function rowsMessage(issue: z.core.$ZodIssue, field: Field): string {
  const word = field.type === 'list' || field.type === 'lines' ? field.item : 'unit'
  const plural = (count: unknown) => (count === 1 ? `1 ${word}` : `${String(count)} ${word}s`)
  if (issue.code === 'too_small') return `Add at least ${plural(issue.minimum)}`
  if (issue.code === 'too_big') return `At most ${plural(issue.maximum)} fit here`
  return `${field.label} does not fit`
}

/** The row's number, for people, of the innermost list on the path. */
function rowOf(path: readonly string[]): number | undefined {
  const index = path.findLast((part) => /^\d+$/.test(part))
  return index === undefined ? undefined : Number(index) + 1
}

/** The field a path leads to; parts of an image and lines of a list belong to their field. */
export function fieldAt(fields: readonly Field[], path: readonly string[]): Field | undefined {
  const [name, ...rest] = path
  const field = fields.find((known) => known.name === name)
  if (field === undefined || rest.length === 0) return field
  if (field.type === 'group') return fieldAt(field.fields, rest)
  if (field.type === 'list') return rest.length === 1 ? field : fieldAt(field.fields, rest.slice(1))
  return field
}

/** What was typed there. */
export function valueAt(draft: Draft, path: readonly string[]): DraftValue | undefined {
  let value: DraftValue | undefined = draft
  for (const part of path) {
    if (value === undefined || typeof value === 'string') return undefined
    value = isObject(value) ? value[part] : value[Number(part)]
  }
  return value
}

function pathsInOrder(fields: readonly Field[], draft: Draft, prefix = ''): string[] {
  return fields.flatMap((field) => {
    const path = `${prefix}${field.name}`
    const value = draft[field.name]
    if (field.type === 'group' && isObject(value))
      return [path, ...pathsInOrder(field.fields, value, `${path}.`)]
    if (!Array.isArray(value)) return [path]
    return [
      path,
      ...value.flatMap((row: DraftValue, index) =>
        field.type === 'list' && isObject(row)
          ? pathsInOrder(field.fields, row, `${path}.${index}.`)
          : [`${path}.${index}`],
      ),
    ]
  })
}
