import type { FieldFunctionExpression, FunctionExp } from '@jetstreamapp/soql-parser-js'
import type { FieldValue, StoredRecord } from '../model'
import type { OrgField } from '../org-object'
import { fieldPath, type FieldPath, type Scope } from './field-path'
import { malformed, notModelled } from './query-refusal'
import { shown } from './row'
import { isText, keyOf, type ValueKey } from './value-key'

/** `COUNT_DISTINCT(Contact__c)` over the records of a group. */
export type Aggregate = {
  /** The same for the same function of the same field, however written. */
  readonly key: string
  readonly of: (records: readonly StoredRecord[]) => FieldValue
}

type Call = Pick<FieldFunctionExpression, 'functionName' | 'parameters'> | FunctionExp

const NUMBERS: ReadonlySet<string> = new Set(['double'])

/** The function that a call names. Throws MALFORMED_QUERY for a field it cannot work on. */
export function aggregateOf(scope: Scope, call: Call): Aggregate {
  const name = (call.functionName ?? '').toUpperCase()
  const [parameter, ...more] = call.parameters ?? []
  if (name === 'COUNT' && parameter === undefined)
    throw malformed('COUNT() must be the only element in the SELECT list')
  if (typeof parameter !== 'string' || more.length > 0) throw notModelled(`${name} of an expression`)
  const path = fieldPath(scope, parameter)
  const of = worker(name, path)
  if (!of) throw malformed(`field ${path.field.name} does not support aggregate operator ${name}`)
  return { key: `${name}(${path.key})`, of }
}

function worker(name: string, path: FieldPath): Aggregate['of'] | undefined {
  const { field } = path
  const counts = field.type !== 'boolean' && field.type !== 'textarea'
  const keys = (records: readonly StoredRecord[]): ValueKey[] =>
    records.map((record) => keyOf(field, path.read(record))).filter((key) => key !== null)
  switch (name) {
    case 'COUNT':
      return counts ? (records) => keys(records).length : undefined
    case 'COUNT_DISTINCT':
      return counts ? (records) => (sameCase(records, path) ? new Set(keys(records)).size : 0) : undefined
    case 'SUM':
    case 'AVG':
      return NUMBERS.has(field.type) ? (records) => total(name, keys(records), field) : undefined
    case 'MIN':
    case 'MAX':
      return counts ? (records) => extreme(name, records, path) : undefined
    default:
      throw notModelled(`the function ${name}`)
  }
}

/** In whole units of the field's last decimal: 0.1 + 0.2 is 0.3. */
function total(name: 'SUM' | 'AVG', keys: readonly ValueKey[], { scale = 0 }: OrgField): number | null {
  if (keys.length === 0) return null
  const unit = 10 ** scale
  const sum = keys.reduce<number>((units, key) => units + Math.round(Number(key) * unit), 0) / unit
  return name === 'SUM' ? sum : sum / keys.length
}

function extreme(name: 'MIN' | 'MAX', records: readonly StoredRecord[], path: FieldPath): FieldValue {
  let found: { readonly key: ValueKey; readonly value: FieldValue } | undefined
  for (const record of records) {
    const value = path.read(record)
    const key = keyOf(path.field, value)
    if (key === null) continue
    const further = found?.key == null || (name === 'MIN' ? key < found.key : key > found.key)
    if (further) found = { key, value }
  }
  return found ? shown(path.field, found.value) : null
}

/** Refuses values that differ in case only: whether Salesforce counts and groups them as one is not documented. */
export function sameCase(records: readonly StoredRecord[], path: FieldPath): true {
  if (!isText(path.field)) return true
  const seen = new Map<ValueKey, FieldValue>()
  for (const record of records) {
    const value = path.read(record)
    const key = keyOf(path.field, value)
    const known = seen.get(key)
    if (known !== undefined && known !== value)
      throw notModelled(`${path.key} over values that differ in case only`)
    if (key !== null) seen.set(key, value)
  }
  return true
}
