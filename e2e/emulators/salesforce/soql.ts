import { parseQuery, type Query } from '@jetstreamapp/soql-parser-js'
import type { StoredRecord } from './model'
import type { OrgObject } from './org-object'
import { fieldPath, type QuerySource, type Scope } from './soql/field-path'
import { groupedRows, refuseSecondPage } from './soql/group'
import { predicateOf } from './soql/predicate'
import { malformed, noSuchObject, notModelled, QueryRefusal } from './soql/query-refusal'
import { type Row, rowMaker } from './soql/row'
import { inOrder } from './soql/row-order'
import { keyOf } from './soql/value-key'

/** What a query answers: every row (an answer over HTTP comes in pages), or the refusal. `total` without rows is COUNT(). */
export type QueryAnswer =
  | { readonly ok: true; readonly total: number; readonly rows: readonly Row[] }
  | { readonly ok: false; readonly refusal: QueryRefusal }

export type QueryOptions = {
  /** The `url` of a row's attributes. */
  readonly recordAddress: (object: string, id: string) => string
  /** Groups beyond one page are refused. */
  readonly pageSize: number
}

/** Documented: the longest statement, and the furthest OFFSET. */
const LONGEST_STATEMENT = 100_000
const FURTHEST_OFFSET = 2_000

const UNMODELLED = [
  'usingScope',
  'having',
  'withDataCategory',
  'withSecurityEnforced',
  'withAccessLevel',
  'for',
  'update',
] as const

/** Carries out a SOQL query. What Salesforce would do and this evaluator does not know is refused as not modelled. */
export function runQuery(source: QuerySource, soql: string, options: QueryOptions): QueryAnswer {
  try {
    return { ok: true, ...evaluated(source, soql, options) }
  } catch (error) {
    if (error instanceof QueryRefusal) return { ok: false, refusal: error }
    throw error
  }
}

function evaluated(source: QuerySource, soql: string, { recordAddress, pageSize }: QueryOptions) {
  const query = parsed(soql)
  const object = objectOf(source, soql, query)
  const scope: Scope = { source, text: soql, object, alias: query.sObjectAlias }
  const fits = predicateOf(scope, query.where)
  const fields = query.fields ?? []
  const limited = <T>(things: readonly T[]): readonly T[] =>
    things.slice(query.offset ?? 0, query.limit === undefined ? undefined : (query.offset ?? 0) + query.limit)
  const found = (): readonly StoredRecord[] => source.all(object.name).filter(fits)
  if (isPlainCount(query)) return { total: limited(found()).length, rows: [] }
  if (query.groupBy !== undefined || fields.some(isAggregate)) {
    const rows = limited(groupedRows(scope, query, found()))
    refuseSecondPage(rows.length, pageSize)
    return { total: rows.length, rows }
  }
  const row = rowMaker(scope, fields, recordAddress)
  const rows = limited(inOrder(found(), orderTerms(scope, query))).map(row)
  return { total: rows.length, rows }
}

function parsed(soql: string): Query {
  if (soql.length > LONGEST_STATEMENT)
    throw malformed(`SOQL statements can not be longer than ${LONGEST_STATEMENT} characters.`)
  const query = understood(soql)
  const unknown = UNMODELLED.find((clause) => query[clause] !== undefined)
  if (unknown) throw notModelled(unknown)
  if ((query.offset ?? 0) > FURTHEST_OFFSET)
    throw new QueryRefusal('NUMBER_OUTSIDE_VALID_RANGE', `Maximum SOQL offset allowed is ${FURTHEST_OFFSET}`)
  return query
}

/** The parser's words stand in for Salesforce's own on bad grammar. */
function understood(soql: string): Query {
  try {
    return parseQuery(soql)
  } catch (error) {
    const words = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
    throw malformed(`unexpected token: ${words.slice(0, 200)}`)
  }
}

function objectOf({ schema }: QuerySource, soql: string, { sObject = '' }: Query): OrgObject {
  const object = schema.get(sObject.toLowerCase())
  if (!object) throw noSuchObject(soql, sObject)
  return object
}

type Selected = NonNullable<Query['fields']>[number]

function isAggregate(field: Selected): boolean {
  return field.type === 'FieldFunctionExpression' && field.isAggregateFn === true
}

function isPlainCount({ fields = [], groupBy, orderBy }: Query): boolean {
  const [only, ...more] = fields
  if (only?.type !== 'FieldFunctionExpression' || more.length > 0) return false
  const plain = only.functionName.toUpperCase() === 'COUNT' && only.parameters.length === 0
  if (plain && (groupBy !== undefined || orderBy !== undefined))
    throw notModelled('COUNT() with GROUP BY or ORDER BY')
  return plain
}

function orderTerms(scope: Scope, { orderBy }: Query) {
  const clauses = orderBy === undefined ? [] : Array.isArray(orderBy) ? orderBy : [orderBy]
  return clauses.map((clause) => {
    if (!('field' in clause)) throw notModelled('ORDER BY a function without groups')
    const { field, read } = fieldPath(scope, clause.field)
    return { clause, key: (record: StoredRecord) => keyOf(field, read(record)) }
  })
}
