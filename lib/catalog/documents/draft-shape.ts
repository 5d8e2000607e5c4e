import { z } from 'zod'
import { IMAGE_PARTS } from './fields'
import type { Draft, DraftValue, Field } from './fields'

/** More than any field takes, so that too long a text is kept and named, and a flood is not. */
const MOST_TEXT = 20_000
const MOST_ROWS = 100
const typed = z.string().max(MOST_TEXT).overwrite(storable)
const text = typed.default('')

/** What a draft of these fields looks like. What is missing counts as empty; what no field knows is dropped. */
export function draftSchema(fields: readonly Field[]): z.ZodType<Draft> {
  const entries = fields.map((field) => [field.name, valueSchema(field)] as const)
  return z.object(Object.fromEntries(entries)).prefault({})
}

/** Pasted text may hold what Postgres cannot store in JSON: NUL, and halves of a character. Lines end as forms show them. */
function storable(value: string): string {
  return value.toWellFormed().replaceAll('\0', '').replaceAll('\r\n', '\n')
}

function valueSchema(field: Field): z.ZodType<DraftValue> {
  switch (field.type) {
    case 'group':
      return draftSchema(field.fields)
    case 'list':
      return z.array(draftSchema(field.fields)).max(MOST_ROWS).default([])
    case 'lines':
    case 'units':
      return z.array(typed).max(MOST_ROWS).default([])
    case 'image':
      return z.object(Object.fromEntries(IMAGE_PARTS.map((part) => [part, text]))).prefault({})
    case 'line':
    case 'text':
    case 'rich':
    case 'number':
    case 'address':
    case 'wall-time':
    case 'zone':
    case 'choice':
    case 'id':
      return text
  }
}

/** An empty draft of these fields. */
export function emptyDraft(fields: readonly Field[]): Draft {
  return draftSchema(fields).parse({})
}

/** The draft one begins from to change what a revision says. */
export function draftOf(fields: readonly Field[], content: unknown): Draft {
  return draftSchema(fields).parse(asTyped(content))
}

/** Numbers become the text one types; what is not there stays away. */
function asTyped(value: unknown): unknown {
  if (typeof value === 'number') return String(value)
  if (Array.isArray(value)) return value.map(asTyped)
  if (typeof value !== 'object' || value === null) return value ?? undefined
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, asTyped(inner)]))
}

/** The draft as the content's own schema takes it: numbers as numbers, and nothing where an optional field is empty. */
export function asContent(fields: readonly Field[], draft: Draft): Record<string, unknown> {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = contentValue(field, draft[field.name] ?? '')
      return value === undefined ? [] : [[field.name, value]]
    }),
  )
}

function contentValue(field: Field, value: DraftValue): unknown {
  if (typeof value === 'string') {
    const trimmed = value.trim()
    if (trimmed === '' && field.optional) return undefined
    return field.type === 'number' ? wholeNumber(trimmed) : trimmed
  }
  if (field.optional && isBlank(value)) return Array.isArray(value) ? [] : undefined
  if (isRows(value))
    return value.map((row) => (isObject(row) && field.type === 'list' ? asContent(field.fields, row) : row))
  if (field.type === 'group') return asContent(field.fields, value)
  if (field.type !== 'image') return value
  const { id, alt, width, height } = value
  return { id, alt, width: Number(width), height: Number(height) }
}

/** What is no whole number is left as the text it is, for the schema to refuse. */
function wholeNumber(typed: string): number | string {
  return /^\d{1,9}$/.test(typed) ? Number(typed) : typed
}

/** Whether nothing was typed anywhere in it. */
export function isBlank(value: DraftValue): boolean {
  return typeof value === 'string' ? value.trim() === '' : Object.values(value).every(isBlank)
}

export function isRows(value: DraftValue): value is readonly DraftValue[] {
  return Array.isArray(value)
}

export function isObject(value: DraftValue | undefined): value is Draft {
  return typeof value === 'object' && !Array.isArray(value)
}
