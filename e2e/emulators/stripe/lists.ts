import type Stripe from 'stripe'
import { invalidRequest, noSuch } from './errors'
import type { Table } from './table'

type Paged = { limit?: number; starting_after?: string; ending_before?: string }
type Page<T> = { object: 'list'; data: T[]; has_more: boolean; url: string }
type CreatedFilter = Stripe.RangeQueryParam | number | undefined

const MAX_LIMIT = 100
const DEFAULT_LIMIT = 10

/** One page, newest first, by Stripe's cursors (docs.stripe.com/api/pagination). Throws for a cursor that names nothing. */
export function listPage<T extends { id: string }>(
  table: Table<T>,
  url: string,
  params: Paged,
  matches: (row: T) => boolean = () => true,
): Page<T> {
  return page([...table.newestFirst()].filter(matches), url, params, (id) => table.get(id) !== undefined)
}

/** The same over rows that are no table of their own, e.g. the lines of a session. */
export function page<T extends { id: string }>(
  rows: T[],
  url: string,
  params: Paged,
  exists: (id: string) => boolean = (id) => rows.some((row) => row.id === id),
): Page<T> {
  const limit = params.limit ?? DEFAULT_LIMIT
  if (limit < 1 || limit > MAX_LIMIT) {
    const message =
      limit < 1
        ? 'This value must be greater than or equal to 1.'
        : `This value must be less than or equal to ${MAX_LIMIT} (it currently is '${limit}').`
    throw invalidRequest(message, { param: 'limit' })
  }
  if (params.starting_after !== undefined && params.ending_before !== undefined) {
    throw invalidRequest('You may only specify one of these parameters: ending_before, starting_after.')
  }
  if (params.ending_before !== undefined) {
    const end = position(rows, params.ending_before, 'ending_before', exists)
    const from = Math.max(0, end - limit)
    return { object: 'list', data: rows.slice(from, end), has_more: from > 0, url }
  }
  const after = params.starting_after
  const start = after === undefined ? 0 : position(rows, after, 'starting_after', exists) + 1
  return {
    object: 'list',
    data: rows.slice(start, start + limit),
    has_more: rows.length > start + limit,
    url,
  }
}

function position<T extends { id: string }>(
  rows: T[],
  id: string,
  param: string,
  exists: (id: string) => boolean,
): number {
  const index = rows.findIndex((row) => row.id === id)
  if (index < 0 && !exists(id)) throw noSuch('object', id, param, 400)
  return index
}

/** Whether a time (seconds) lies in `created`, an exact second or a range. */
export function createdWithin(created: number, filter: CreatedFilter): boolean {
  if (filter === undefined) return true
  if (typeof filter === 'number') return created === filter
  return (
    (filter.gt === undefined || created > filter.gt) &&
    (filter.gte === undefined || created >= filter.gte) &&
    (filter.lt === undefined || created < filter.lt) &&
    (filter.lte === undefined || created <= filter.lte)
  )
}

/** Whether a filter is absent or equal: most list parameters are that simple. */
export function is<T>(value: T, filter: T | undefined): boolean {
  return filter === undefined || value === filter
}
