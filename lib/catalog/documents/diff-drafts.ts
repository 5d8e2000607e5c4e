import { changeParts, whole } from './change-words'
import type { Change } from './change-words'
import { isObject, isRows } from './draft-shape'
import type { Draft, DraftValue, Field, FieldGroup } from './fields'
import { matchRows } from './match-rows'
import type { Row } from './match-rows'
import { rowWords, valueWords } from './value-words'

/**
 * What the newer draft says differently, in the order of the form. Words are compared with words; a row that was inserted,
 * removed or moved is one change, and leaves the rows around it unnamed. Spaces around a text do not count.
 */
export function diffDrafts(groups: readonly FieldGroup[], before: Draft, after: Draft): Change[] {
  const fields = groups.flatMap((group) => group.fields)
  return fields.flatMap((field) => diffValue(field, before[field.name], after[field.name], TOP))
}

/** Where a field stands: `inside` is what is said before its own label. */
type Place = { readonly path: string; readonly inside: string }
const TOP: Place = { path: '', inside: '' }
/** What a change is called, and where it leads. */
type Spot = { readonly path: string; readonly label: string }

/** A date that is half another one says nothing: only prose is compared word by word. */
function isProse({ type }: Field): boolean {
  return type === 'line' || type === 'text' || type === 'rich' || type === 'lines' || type === 'image'
}

function diffValue(
  field: Field,
  before: DraftValue | undefined,
  after: DraftValue | undefined,
  place: Place,
): Change[] {
  const path = `${place.path}${field.name}`
  if (field.type === 'id') return []
  if (field.type === 'group')
    return diffGroup(field.fields, before, after, within(path, placed(field, place, ', ')))
  if (field.type === 'list' || field.type === 'lines' || field.type === 'units')
    return diffRows(field, rowsOf(before), rowsOf(after), { path, inside: placed(field, place, ', ') })
  return diffWords(field, valueWords(field, before), valueWords(field, after), {
    path,
    label: placed(field, place, ': '),
  })
}

function diffGroup(
  fields: readonly Field[],
  before: DraftValue | undefined,
  after: DraftValue | undefined,
  place: Place,
): Change[] {
  const [older, newer] = [isObject(before) ? before : {}, isObject(after) ? after : {}]
  return fields.flatMap((field) => diffValue(field, older[field.name], newer[field.name], place))
}

function diffWords(field: Field, before: string, after: string, { path, label }: Spot): Change[] {
  if (before === after) return []
  const kind = before === '' ? 'added' : after === '' ? 'removed' : 'changed'
  const parts = isProse(field)
    ? changeParts(before, after)
    : [...whole(before, 'removed'), ...whole(after, 'added')]
  return [{ path, label, kind, parts }]
}

function diffRows(
  field: Field,
  before: readonly DraftValue[],
  after: readonly DraftValue[],
  { path, inside }: Place,
): Change[] {
  const pairs = matchRows(asRows(field, before), asRows(field, after))
  const at = (index: number) => ({ path: `${path}.${index}`, label: `${inside}, row ${index + 1}` })
  const removed = before.flatMap((row, index) =>
    pairs.some((pair) => pair.before === index)
      ? []
      : [{ ...at(index), kind: 'removed' as const, parts: whole(rowWords(field, row), 'removed') }],
  )
  const others = after.flatMap((row, index): Change[] => {
    const pair = pairs.find((found) => found.after === index)
    if (pair === undefined)
      return [{ ...at(index), kind: 'added', parts: whole(rowWords(field, row), 'added') }]
    const label = `${at(index).label}, was row ${pair.before + 1}`
    const moved: Change = { ...at(index), label, kind: 'moved', parts: whole(rowWords(field, row), 'same') }
    return [...(pair.moved ? [moved] : []), ...diffRow(field, before[pair.before], row, at(index))]
  })
  return [...removed, ...others]
}

function diffRow(field: Field, before: DraftValue | undefined, after: DraftValue, spot: Spot): Change[] {
  if (field.type === 'list') return diffGroup(field.fields, before, after, within(spot.path, spot.label))
  return diffWords(field, rowWords(field, before ?? ''), rowWords(field, after), spot)
}

function asRows(field: Field, rows: readonly DraftValue[]): Row[] {
  const inner = field.type === 'list' ? field.fields : []
  const idField = inner.find(({ type }) => type === 'id')
  const nameField = inner.find(({ type }) => type !== 'id')
  return rows.map((row) => {
    const text = rowWords(field, row)
    const id = idField && isObject(row) ? row[idField.name] : undefined
    return {
      id: typeof id === 'string' && id !== '' ? id : undefined,
      name: nameField && isObject(row) ? valueWords(nameField, row[nameField.name]) : text,
      text,
    }
  })
}

function rowsOf(value: DraftValue | undefined): readonly DraftValue[] {
  return value !== undefined && isRows(value) ? value : []
}

function within(path: string, inside: string): Place {
  return { path: `${path}.`, inside }
}

function placed({ label }: Field, { inside }: Place, joint: string): string {
  return inside === '' ? label : `${inside}${joint}${label.charAt(0).toLowerCase()}${label.slice(1)}`
}
