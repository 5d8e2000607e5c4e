import { skuSchema } from '@/lib/ids'
import type { Sku } from '@/lib/ids'
import { isObject, isRows } from './draft-shape'
import type { Draft, DraftValue, Field } from './fields'

/** A unit that a draft names, and where. What is no SKU is not among them. */
export type NamedUnit = { readonly path: string; readonly sku: Sku; readonly again: boolean }

/** Every unit a draft names, in the order of its fields. `again`: the same list has named it before. */
export function namedUnits(fields: readonly Field[], draft: Draft): NamedUnit[] {
  return leaves(fields, draft, 'units').flatMap(({ path, value }) => {
    const seen = new Set<string>()
    return rowsOf(value).flatMap((typed, index) => {
      const sku = skuSchema.safeParse(typeof typed === 'string' ? typed.trim() : typed)
      if (!sku.success) return []
      const again = seen.has(sku.data)
      seen.add(sku.data)
      return [{ path: `${path}.${index}`, sku: sku.data, again }]
    })
  })
}

/** The images a draft shows, by id, with where the id stands. */
export function namedImages(fields: readonly Field[], draft: Draft): { path: string; id: string }[] {
  return leaves(fields, draft, 'image').flatMap(({ path, value }) => {
    const id = isObject(value) ? value['id'] : undefined
    return typeof id === 'string' && id.trim() !== '' ? [{ path: `${path}.id`, id: id.trim() }] : []
  })
}

type Leaf = { readonly path: string; readonly value: DraftValue }

function leaves(
  fields: readonly Field[],
  draft: Draft,
  type: 'units' | 'image',
  prefix = '',
): readonly Leaf[] {
  return fields.flatMap((field): readonly Leaf[] => {
    const path = `${prefix}${field.name}`
    const value = draft[field.name]
    if (value === undefined) return []
    if (field.type === type) return [{ path, value }]
    if (field.type === 'group' && isObject(value)) return leaves(field.fields, value, type, `${path}.`)
    if (field.type !== 'list') return []
    return rowsOf(value).flatMap((row, index) =>
      isObject(row) ? leaves(field.fields, row, type, `${path}.${index}.`) : [],
    )
  })
}

function rowsOf(value: DraftValue): readonly DraftValue[] {
  return isRows(value) ? value : []
}
