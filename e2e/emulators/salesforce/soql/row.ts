import type { Query } from '@jetstreamapp/soql-parser-js'
import type { FieldValue, StoredRecord } from '../model'
import type { OrgField, OrgObject } from '../org-object'
import { fieldPath, type FieldPath, parentOf, type Scope } from './field-path'
import { malformed, notModelled, QueryRefusal } from './query-refusal'

/** A record as an answer shows it: its fields, and for each relation another one or null. */
export type Row = { readonly [name: string]: FieldValue | Row }

type Selected = NonNullable<Query['fields']>[number]

/** Makes the rows of a query without aggregates. Throws the refusal of fields that cannot be selected. */
export function rowMaker(
  scope: Scope,
  fields: readonly Selected[],
  recordAddress: (object: string, id: string) => string,
): (record: StoredRecord) => Row {
  const paths = fields.map((field) => selectedPath(scope, field))
  const keys = paths.map((path) => path.key)
  const twice = keys.find((key, at) => keys.indexOf(key) !== at)
  // Salesforce refuses it; code and words are from memory.
  if (twice !== undefined) throw new QueryRefusal('INVALID_FIELD', `duplicate field selected: ${twice}`)
  return (record) => {
    const row = new Map([['attributes', attributes(scope.object, record, recordAddress)]])
    const made: RowDraft = { row, parents: new Map() }
    for (const path of paths) put(scope, record, path, made, recordAddress)
    return finished(made)
  }
}

type RowDraft = {
  readonly row: Map<string, FieldValue | Row>
  readonly parents: Map<string, RowDraft | null>
}

function put(
  scope: Scope,
  record: StoredRecord,
  path: FieldPath,
  made: RowDraft,
  address: (object: string, id: string) => string,
): void {
  let draft = made
  for (const [depth, { relationship, to }] of path.steps.entries()) {
    const parent = parentOf(scope, record, path.steps.slice(0, depth + 1))
    const known = draft.parents.get(relationship)
    const next: RowDraft | null =
      known ??
      (parent
        ? { row: new Map([['attributes', attributes(to, parent, address)]]), parents: new Map() }
        : null)
    draft.parents.set(relationship, next)
    draft.row.set(relationship, null)
    if (!next) return
    draft = next
  }
  draft.row.set(path.field.name, shown(path.field, path.read(record)))
}

function finished({ row, parents }: RowDraft): Row {
  for (const [relationship, parent] of parents) row.set(relationship, parent && finished(parent))
  return Object.fromEntries(row)
}

function attributes(
  { name }: OrgObject,
  { Id }: StoredRecord,
  address: (object: string, id: string) => string,
): FieldValue | Row {
  return { type: name, url: address(name, Id) }
}

function selectedPath(scope: Scope, selected: Selected): FieldPath {
  const { type } = selected
  if (type === 'FieldSubquery') throw notModelled('a query of children within SELECT')
  if (type === 'FieldTypeof') throw notModelled('TYPEOF')
  if (type === 'FieldFunctionExpression')
    throw notModelled(`${selected.rawValue ?? selected.functionName} in SELECT`)
  if ('alias' in selected && selected.alias !== undefined)
    throw malformed('only aggregate expressions use field aliasing')
  return fieldPath(scope, pathWords(selected))
}

/** `Account__r.SMID__c` as it was written, without the alias of the object. */
export function pathWords(selected: Extract<Selected, { field: string }>): string {
  return 'relationships' in selected ? [...selected.relationships, selected.field].join('.') : selected.field
}

/** A value as answers show it: moments as 2026-01-31T12:00:00.000+0000, nothing as null. */
export function shown({ type }: OrgField, value: FieldValue): FieldValue {
  if (value === '') return null
  if (type !== 'datetime' || typeof value !== 'string') return value
  return new Date(Date.parse(value.replace(/\+0000$/, 'Z'))).toISOString().replace('Z', '+0000')
}
