import { isBlank, isObject, isRows } from '@/lib/catalog/documents/draft-shape'
import type { Draft, DraftValue, Field, GroupField, ListField } from '@/lib/catalog/documents/fields'
import { imageIdSchema } from '@/lib/catalog/image-reference'
import { skuSchema } from '@/lib/ids'
import { wallTimeSchema, zoneSchema } from '@/lib/catalog/zoned-time'
import { linkAddressSchema } from '@/lib/catalog/page-content'

/** A draft made showable: the content, and in words what is not as it should be. */
export type Filled = {
  readonly content: Readonly<Record<string, unknown>>
  readonly notes: readonly string[]
}

/** Stands for a value that no words can stand in for, such as a date: what it belongs to is left out. */
const UNSHOWABLE = Symbol('unshowable')

/**
 * Makes of any draft, however little is in it, something the real page can show: where text is missing, words in square
 * brackets say so; what cannot be stood in for (a date, an address) is left out with what it belongs to. Each such place
 * is named in `notes`. Texts that are too long are shown as they are.
 */
export function fillGaps(fields: readonly Field[], draft: Draft): Filled {
  const notes: string[] = []
  return { content: fillObject(fields, draft, (note) => notes.push(note)), notes }
}

type Say = (note: string) => void

/** `row`: its number, for people, so that no two missing texts of a list read the same. */
function fillObject(fields: readonly Field[], draft: Draft, say: Say, row = ''): Record<string, unknown> {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = fill(field, draft[field.name] ?? '', say, row)
      if (value !== UNSHOWABLE) return value === undefined ? [] : [[field.name, value]]
      say(`${field.label} is not filled in as it must be.`)
      return [[field.name, UNSHOWABLE]]
    }),
  )
}

function fill(field: Field, value: DraftValue, say: Say, row: string): unknown {
  switch (field.type) {
    case 'group':
      return fillGroup(field, isObject(value) ? value : {}, say)
    case 'list':
      return fillRows(field, rowsOf(value), say)
    case 'lines':
      return padded(rowsOf(value), field.min).map((row, index) =>
        words(`${capital(field.item)} ${index + 1}`, row, field.length, say),
      )
    case 'units':
      return fillUnits(field.label, rowsOf(value), say)
    case 'image':
      return fillImage(field.label, value, say)
    case 'choice':
      return fillChoice(field.label, field.options, textOf(value), say)
    case 'line':
    case 'text':
    case 'rich':
      if (field.optional && textOf(value) === '') return undefined
      return words(`${field.label}${row}`, value, field.max, say)
    case 'id':
      return textOf(value) || undefined
    case 'number':
    case 'address':
    case 'wall-time':
    case 'zone':
      return fillMeasured(field.type, textOf(value), field.optional === true)
  }
}

function words(label: string, value: DraftValue, max: number, say: Say): string {
  const typed = textOf(value)
  if (typed === '') say(`${label} is missing.`)
  if (typed.length > max) say(`${label} is too long: ${typed.length} characters, at most ${max}.`)
  return typed || `[${label} is missing]`
}

function fillMeasured(
  type: 'number' | 'address' | 'wall-time' | 'zone',
  typed: string,
  optional: boolean,
): unknown {
  if (typed === '' && optional) return undefined
  if (type === 'number') return /^[1-9]\d{0,8}$/.test(typed) ? Number(typed) : UNSHOWABLE
  const schema = { address: linkAddressSchema, 'wall-time': wallTimeSchema, zone: zoneSchema }[type]
  return schema.safeParse(typed).data ?? UNSHOWABLE
}

function fillChoice(
  label: string,
  options: readonly (readonly [string, string])[],
  typed: string,
  say: Say,
): string | undefined {
  if (options.some(([value]) => value === typed)) return typed
  const [first] = options
  say(`${label} is not chosen${first === undefined ? '' : `; “${first[1]}” stands in for it`}.`)
  return first?.[0]
}

/** An optional group is left out when nothing is in it, and when something in it cannot be shown. */
function fillGroup(field: GroupField, value: Draft, say: Say): unknown {
  if (field.optional && isBlank(value)) return undefined
  const filled = fillObject(field.fields, value, say)
  if (!field.optional || !isBroken(filled)) return filled
  say(`${field.label} is left out of this preview.`)
  return undefined
}

function fillRows(field: ListField, rows: readonly DraftValue[], say: Say): unknown[] {
  return padded(rows, field.min).flatMap((row, index) => {
    const name = `${capital(field.item)} ${index + 1}`
    const filled = fillObject(field.fields, isObject(row) ? row : {}, say, ` ${index + 1}`)
    if (!isBroken(filled)) return [filled]
    say(`${name} is left out of this preview.`)
    return []
  })
}

function fillUnits(label: string, rows: readonly DraftValue[], say: Say): string[] {
  return rows.flatMap((row) => {
    const sku = skuSchema.safeParse(textOf(row))
    if (sku.success) return [sku.data]
    say(`${label}: one is not a SKU and is left out of this preview.`)
    return []
  })
}

function fillImage(label: string, value: DraftValue, say: Say): unknown {
  if (!isObject(value) || isBlank(value)) return undefined
  const id = imageIdSchema.safeParse(textOf(value['id'] ?? ''))
  const [width, height] = [value['width'], value['height']].map((side) => Number(textOf(side ?? '')))
  if (!id.success || !isSide(width) || !isSide(height)) {
    say(`${label} is left out of this preview; upload it again.`)
    return undefined
  }
  return { id: id.data, alt: words('Description of the image', value['alt'] ?? '', 200, say), width, height }
}

function isSide(pixels: number | undefined): pixels is number {
  return Number.isSafeInteger(pixels) && Number(pixels) > 0
}

function isBroken(filled: Readonly<Record<string, unknown>>): boolean {
  return Object.values(filled).includes(UNSHOWABLE)
}

/** At least as many rows as the page needs; each that is not there says that it is missing. */
function padded(rows: readonly DraftValue[], min: number): readonly DraftValue[] {
  return rows.length >= min ? rows : [...rows, ...Array.from({ length: min - rows.length }, () => '')]
}

function rowsOf(value: DraftValue): readonly DraftValue[] {
  return isRows(value) ? value : []
}

function textOf(value: DraftValue): string {
  return typeof value === 'string' ? value.trim() : ''
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
