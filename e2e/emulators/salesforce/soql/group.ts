import type { Query } from '@jetstreamapp/soql-parser-js'
import type { FieldValue, StoredRecord } from '../model'
import { type Aggregate, aggregateOf, sameCase } from './aggregate-function'
import { fieldPath, type FieldPath, type Scope } from './field-path'
import { malformed, notModelled, QueryRefusal } from './query-refusal'
import { pathWords, type Row, shown } from './row'
import { inOrder, type OrderTerm } from './row-order'
import { keyOf, type ValueKey } from './value-key'

type Group = { readonly first: StoredRecord | undefined; readonly records: StoredRecord[] }
type Column = { readonly name: string; readonly of: (group: Group) => FieldValue }

/** Field types that cannot be grouped by (`groupable` of a describe). */
const NOT_GROUPABLE: ReadonlySet<string> = new Set(['double', 'datetime', 'textarea'])

/** The rows of a query with aggregates or GROUP BY, in order; LIMIT and OFFSET are the caller's. */
export function groupedRows(scope: Scope, query: Query, records: readonly StoredRecord[]): readonly Row[] {
  const paths = groupPaths(scope, query)
  if (paths.length === 0) refuseLimits(query)
  const columns = columnsOf(scope, query, paths)
  const terms = orderTerms(scope, query, paths)
  for (const path of paths) sameCase(records, path)
  const groups = paths.length === 0 ? [{ first: undefined, records: [...records] }] : grouped(records, paths)
  return inOrder(groups, terms).map((group) => ({
    attributes: { type: 'AggregateResult' },
    ...Object.fromEntries(columns.map(({ name, of }) => [name, of(group)])),
  }))
}

function groupPaths(scope: Scope, { groupBy }: Query): readonly FieldPath[] {
  const clauses = groupBy === undefined ? [] : Array.isArray(groupBy) ? groupBy : [groupBy]
  return clauses.map((clause) => {
    if (!('field' in clause)) throw notModelled(`GROUP BY ${clause.fn.rawValue ?? ''}`)
    const path = fieldPath(scope, clause.field)
    if (NOT_GROUPABLE.has(path.field.type))
      throw malformed(`field '${path.field.name}' can not be grouped in a query call`)
    return path
  })
}

/** In the words of Salesforce's reference on aggregate queries. */
function refuseLimits({ limit, offset }: Query): void {
  const words = limit !== undefined ? 'LIMIT' : offset !== undefined ? 'OFFSET' : undefined
  if (words)
    throw malformed(`Non-grouped query that uses overall aggregate functions cannot also use ${words}`)
}

function columnsOf(scope: Scope, { fields = [] }: Query, paths: readonly FieldPath[]): readonly Column[] {
  let unnamed = 0
  const columns = fields.map((field): Column => {
    if (field.type === 'FieldFunctionExpression') {
      const aggregate = aggregateOf(scope, field)
      const name = field.alias ?? `expr${unnamed++}`
      return { name, of: ({ records }) => aggregate.of(records) }
    }
    if (field.type === 'FieldSubquery' || field.type === 'FieldTypeof')
      throw notModelled('a query of children within SELECT')
    const path = fieldPath(scope, pathWords(field))
    if (!paths.some(({ key }) => key === path.key))
      throw malformed(`Field must be grouped or aggregated: ${path.field.name}`)
    const name = ('alias' in field ? field.alias : undefined) ?? path.field.name
    return { name, of: ({ first }) => (first ? shown(path.field, path.read(first)) : null) }
  })
  const names = columns.map(({ name }) => name)
  const twice = names.find((name, at) => names.indexOf(name) !== at)
  if (twice !== undefined) throw malformed(`duplicate alias: ${twice}`)
  return columns
}

function orderTerms(
  scope: Scope,
  { orderBy }: Query,
  paths: readonly FieldPath[],
): readonly OrderTerm<Group>[] {
  const clauses = orderBy === undefined ? [] : Array.isArray(orderBy) ? orderBy : [orderBy]
  return clauses.map((clause): OrderTerm<Group> => {
    if ('fn' in clause) {
      const aggregate: Aggregate = aggregateOf(scope, clause.fn)
      return { clause, key: ({ records }) => aggregate.of(records) }
    }
    const path = fieldPath(scope, clause.field)
    if (!paths.some(({ key }) => key === path.key))
      throw malformed(`Ordered field must be grouped or aggregated: ${path.field.name}`)
    return { clause, key: ({ first }) => (first ? keyOf(path.field, path.read(first)) : null) }
  })
}

function grouped(records: readonly StoredRecord[], paths: readonly FieldPath[]): Group[] {
  const groups = new Map<string, Group>()
  for (const record of records) {
    const keys: ValueKey[] = paths.map((path) => keyOf(path.field, path.read(record)))
    const key = JSON.stringify(keys)
    const group = groups.get(key) ?? { first: record, records: [] }
    group.records.push(record)
    groups.set(key, group)
  }
  return [...groups.values()]
}

/** Groups cannot be read page by page. */
export function refuseSecondPage(rows: number, pageSize: number): void {
  if (rows <= pageSize) return
  const message =
    'Aggregate query does not support queryMore(), use LIMIT to restrict the results to a single batch'
  throw new QueryRefusal('EXCEEDED_ID_LIMIT', message)
}
