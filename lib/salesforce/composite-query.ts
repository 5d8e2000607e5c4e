import { z } from 'zod'
import type { Caller, Work } from './call'
import { API_VERSION } from './client-settings'
import { complaintsSchema, type Failure } from './complaint'
import type { SalesforceTrouble } from './port'

/** Queries that one composite call may carry (REST API, “Composite”: 25 parts, 5 of them queries). */
export const QUERIES_PER_CALL = 5
/** More rows than any of our queries can have; an answer that never ends is none. */
const MOST_PAGES = 50

const pageSchema = z.object({
  done: z.boolean(),
  records: z.array(z.unknown()),
  nextRecordsUrl: z
    .string()
    .regex(/^\/services\/data\/v\d+\.\d\/query\/[\w-]+$/)
    .optional(),
})
type Page = z.infer<typeof pageSchema>

const compositeSchema = z.object({
  compositeResponse: z.array(
    z.object({ referenceId: z.string(), httpStatusCode: z.number(), body: z.unknown() }),
  ),
})

export type Rows =
  | { readonly outcome: 'answered'; readonly rows: readonly (readonly unknown[])[] }
  | { readonly outcome: 'failed'; readonly failure: Failure }
  | SalesforceTrouble

/**
 * Answers up to five queries in one call, and one call more for each further page of 2,000 rows. In a body, because an
 * address ends at 16 KB (Salesforce's help, article 000386264). All rows of each query, in the order of the queries.
 */
export async function queryTogether(call: Caller, queries: readonly string[]): Promise<Rows> {
  const called = await call(composite(queries))
  if (called.outcome !== 'answered') return called
  const answer = compositeSchema.safeParse(called.value)
  if (!answer.success) return unreadable('an answer to queries')
  const rows: (readonly unknown[])[] = []
  for (const index of queries.keys()) {
    const part = answer.data.compositeResponse.find(({ referenceId }) => referenceId === referenceOf(index))
    const refused = complaintsSchema.safeParse(part?.body).data?.[0]
    if (refused !== undefined) return { outcome: 'failed', failure: { kind: 'refused', complaint: refused } }
    const page = pageSchema.safeParse(part?.body)
    if (!page.success) return unreadable('a page of rows')
    const all = await furtherPages(call, page.data)
    if (all.outcome !== 'answered') return all
    rows.push(all.records)
  }
  return { outcome: 'answered', rows }
}

const referenceOf = (index: number): string => `query${index}`
const unreadable = (what: string) => ({ outcome: 'failed', failure: { kind: 'unreadable', what } }) as const

function composite(queries: readonly string[]): Work {
  return (connection) =>
    connection.requestPost('/composite', {
      allOrNone: false,
      compositeRequest: queries.map((soql, index) => ({
        method: 'GET',
        url: `/services/data/v${API_VERSION}/query?q=${encodeURIComponent(soql)}`,
        referenceId: referenceOf(index),
      })),
    })
}

type Pages =
  | { readonly outcome: 'answered'; readonly records: readonly unknown[] }
  | Exclude<Rows, { outcome: 'answered' }>

async function furtherPages(call: Caller, first: Page): Promise<Pages> {
  const records = [...first.records]
  let page = first
  for (let count = 1; !page.done; count += 1) {
    const next = page.nextRecordsUrl
    if (next === undefined || count === MOST_PAGES) return unreadable('pages without an end')
    const called = await call((connection) => connection.requestGet(next))
    if (called.outcome !== 'answered') return called
    const read = pageSchema.safeParse(called.value)
    if (!read.success) return unreadable('a further page of rows')
    page = read.data
    records.push(...page.records)
  }
  return { outcome: 'answered', records }
}
