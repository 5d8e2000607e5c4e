import type { EmulatorRequest, EmulatorResponse } from '../exchange'
import { apiError, json, methodNotAllowed } from './api-answer'
import { recordId } from './record-id'
import { runQuery } from './soql'
import type { QuerySource } from './soql/field-path'
import type { Row } from './soql/row'

const PAGE = 2_000
const SMALLEST_PAGE = 200
/** A user can have so many queries open at a time; the oldest gives way. */
const OPEN_QUERIES = 10

/** The results of queries that did not fit on one page, by their locator. */
export class OpenQueries {
  readonly #rows = new Map<string, readonly Row[]>()
  #made = 0

  keep(rows: readonly Row[]): string {
    this.#made += 1
    const locator = recordId('01g', this.#made)
    this.#rows.set(locator, rows)
    const [oldest] = this.#rows.keys()
    if (this.#rows.size > OPEN_QUERIES && oldest !== undefined) this.#rows.delete(oldest)
    return locator
  }

  rows(locator: string): readonly Row[] | undefined {
    return this.#rows.get(locator)
  }
}

export type QueryContext = { readonly records: QuerySource; readonly openQueries: OpenQueries }

/**
 * `GET /query?q=` and, for what did not fit on its page of 2,000 rows, `GET /query/{locator}`. `base` is the version's
 * address, `/services/data/v67.0`; `rest` what follows it.
 */
export function answerQuery(
  context: QueryContext,
  request: EmulatorRequest,
  base: string,
  rest: string,
): EmulatorResponse {
  if (request.method !== 'GET') return methodNotAllowed(request.method, 'HEAD,GET')
  const [, locator, offset] = /^\/query\/(01g[0-9A-Za-z]{15})-(\d+)$/.exec(rest) ?? []
  const size = pageSize(request)
  if (locator !== undefined) return page(context, base, locator, Number(offset), size)
  if (!/^\/query\/?$/.test(rest)) return badLocator()
  const soql = request.query.get('q') ?? ''
  if (soql === '') return apiError(400, 'MALFORMED_QUERY', 'A query string has to be specified')
  const recordAddress = (object: string, id: string): string => `${base}/sobjects/${object}/${id}`
  const answer = runQuery(context.records, soql, { recordAddress, pageSize: size })
  if (!answer.ok) return apiError(400, answer.refusal.code, answer.refusal.message)
  const { total, rows } = answer
  if (rows.length <= size) return json(200, { totalSize: total, done: true, records: rows })
  return page(context, base, context.openQueries.keep(rows), 0, size)
}

function page(
  { openQueries }: QueryContext,
  base: string,
  locator: string,
  from: number,
  size: number,
): EmulatorResponse {
  const rows = openQueries.rows(locator)
  if (!rows || from >= rows.length) return badLocator()
  const to = from + size
  const done = to >= rows.length
  const more = done ? {} : { nextRecordsUrl: `${base}/query/${locator}-${to}` }
  return json(200, { totalSize: rows.length, done, ...more, records: rows.slice(from, to) })
}

function badLocator(): EmulatorResponse {
  return apiError(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator')
}

/** `Sforce-Query-Options: batchSize=500`, from 200 to 2,000. */
function pageSize({ headers }: EmulatorRequest): number {
  const [, asked] = /batchSize=(\d+)/.exec(String(headers['sforce-query-options'] ?? '')) ?? []
  return asked === undefined ? PAGE : Math.min(Math.max(Number(asked), SMALLEST_PAGE), PAGE)
}
