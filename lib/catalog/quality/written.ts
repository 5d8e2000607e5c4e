import { isObject, isRows } from '@/lib/catalog/documents/draft-shape'
import type { Draft, Field } from '@/lib/catalog/documents/fields'

/** One text of a draft, where it stands and what people call that place: "Questions, row 2: answer". */
export type Written = {
  readonly path: string
  readonly name: string
  readonly type: 'line' | 'text' | 'rich' | 'address'
  readonly text: string
}

/** Every text of a draft that is not empty, in the order of the form. */
export function written(fields: readonly Field[], draft: Draft, prefix = '', within = ''): Written[] {
  return fields.flatMap((field): Written[] => {
    const path = `${prefix}${field.name}`
    const name = within === '' ? field.label : `${within}: ${uncapital(field.label)}`
    const value = draft[field.name]
    switch (field.type) {
      case 'line':
      case 'text':
      case 'rich':
      case 'address':
        return textAt(path, name, field.type, value)
      case 'lines':
        return rows(value).flatMap((row, index) =>
          textAt(`${path}.${index}`, `${name}, row ${index + 1}`, 'line', row),
        )
      case 'group':
        return isObject(value) ? written(field.fields, value, `${path}.`, name) : []
      case 'list':
        return rows(value).flatMap((row, index) =>
          isObject(row) ? written(field.fields, row, `${path}.${index}.`, `${name}, row ${index + 1}`) : [],
        )
      case 'choice':
      case 'id':
      case 'image':
      case 'number':
      case 'units':
      case 'wall-time':
      case 'zone':
        return []
    }
  })
}

function rows(value: Draft[string] | undefined) {
  return value !== undefined && isRows(value) ? value : []
}

function textAt(
  path: string,
  name: string,
  type: Written['type'],
  value: Draft[string] | undefined,
): Written[] {
  const text = typeof value === 'string' ? value.trim() : ''
  return text === '' ? [] : [{ path, name, type, text }]
}

function uncapital(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1)
}
