import { IMAGE_PARTS } from '../documents/fields'
import type { Draft, DraftValue, Field } from '../documents/fields'
import { complete } from '../documents/complete'
import { draftSchema } from '../documents/draft-shape'
import type { z } from 'zod'
import type { Text } from './yaml-text'

/** Something wrong at a place of the file; the line is found later. */
export type Misfit = { readonly path: string; readonly message: string }

/** Words read by their fields; `content` only where nothing is wrong with them. */
export type ReadContent<C> = { readonly content: C | undefined; readonly misfits: readonly Misfit[] }

/** Reads a page's words: every key known, every value of its form, and all of it fit to be published. */
export function readContent<C>(
  fields: readonly Field[],
  schema: z.ZodType<C>,
  value: Text,
  path: string,
): ReadContent<C> {
  const misfits: Misfit[] = []
  const typed = draftOf(fields, value, path, misfits)
  // What is longer than any draft stays as it is, to be named for what it is.
  const whole = complete(fields, schema, draftSchema(fields).safeParse(typed).data ?? typed)
  if (whole.outcome === 'complete' && misfits.length === 0) return { content: whole.content, misfits }
  const known = new Set(misfits.map((misfit) => misfit.path))
  const problems = whole.outcome === 'complete' ? [] : whole.problems
  const further = problems.map((problem) => ({ ...problem, path: `${path}.${problem.path}` }))
  return { content: undefined, misfits: [...misfits, ...further.filter((misfit) => !known.has(misfit.path))] }
}

function draftOf(fields: readonly Field[], value: Text, path: string, misfits: Misfit[]): Draft {
  if (value !== undefined && !isMap(value)) misfits.push({ path, message: 'must be keys with values' })
  const map = isMap(value) ? value : {}
  refuseUnknown(
    map,
    fields.map(({ name }) => name),
    path,
    misfits,
  )
  return Object.fromEntries(
    fields.map((field) => [field.name, valueOf(field, map[field.name], `${path}.${field.name}`, misfits)]),
  )
}

function valueOf(field: Field, value: Text, path: string, misfits: Misfit[]): DraftValue {
  switch (field.type) {
    case 'group':
      return draftOf(field.fields, value, path, misfits)
    case 'list':
      return rows(value, path, misfits).map((row, index) =>
        draftOf(field.fields, row ?? {}, `${path}.${index}`, misfits),
      )
    case 'lines':
    case 'units':
      return rows(value, path, misfits).map((row, index) => line(row, `${path}.${index}`, misfits))
    case 'image':
      return imageOf(value, path, misfits)
    case 'line':
    case 'text':
    case 'rich':
    case 'number':
    case 'address':
    case 'wall-time':
    case 'zone':
    case 'choice':
    case 'id':
      return line(value, path, misfits)
  }
}

function imageOf(value: Text, path: string, misfits: Misfit[]): Draft {
  if (value !== undefined && !isMap(value))
    misfits.push({ path, message: 'must be id, alt, width and height' })
  const map = isMap(value) ? value : {}
  refuseUnknown(map, IMAGE_PARTS, path, misfits)
  return Object.fromEntries(IMAGE_PARTS.map((part) => [part, line(map[part], `${path}.${part}`, misfits)]))
}

function refuseUnknown(map: TextMap, known: readonly string[], path: string, misfits: Misfit[]): void {
  for (const key of Object.keys(map))
    if (!known.includes(key))
      misfits.push({ path: `${path}.${key}`, message: `is no key here: there are ${known.join(', ')}` })
}

function rows(value: Text, path: string, misfits: Misfit[]): readonly Text[] {
  if (value === undefined) return []
  if (isList(value)) return value
  misfits.push({ path, message: 'must be a list' })
  return []
}

function line(value: Text, path: string, misfits: Misfit[]): string {
  if (typeof value === 'string') return value
  if (value !== undefined) misfits.push({ path, message: 'must be text' })
  return ''
}

type TextMap = { readonly [key: string]: Text }

function isMap(value: Text): value is TextMap {
  return typeof value === 'object' && !Array.isArray(value)
}

function isList(value: Text): value is readonly Text[] {
  return Array.isArray(value)
}
