import { z } from 'zod'
import type { EmulatorResponse } from '../exchange'
import { parseJson } from '../parse-json'
import { apiError, unreadable } from './api-answer'

const METHODS = ['POST', 'PUT', 'PATCH', 'GET', 'DELETE'] as const

const subrequestSchema = z.strictObject({
  method: z.enum(METHODS),
  url: z.string().min(1),
  referenceId: z.string().min(1),
  body: z.unknown().optional(),
  httpHeaders: z.record(z.string(), z.string()).optional(),
})

const compositeSchema = z.strictObject({
  allOrNone: z.boolean().default(false),
  collateSubrequests: z.boolean().optional(),
  compositeRequest: z.array(subrequestSchema).min(1),
})

export type Subrequest = z.infer<typeof subrequestSchema>
export type Composite = z.infer<typeof compositeSchema>

/** The most subrequests of a call, and how many of them may be queries or collections (REST API guide, Composite). */
const MOST_SUBREQUESTS = 25
const MOST_QUERIES_AND_COLLECTIONS = 5

/** Headers that a subrequest has from the call itself; naming them fails the whole call. */
const INHERITED: ReadonlySet<string> = new Set(['accept', 'authorization', 'content-type'])

/** What may be called: rows, queries and collections. */
const SUPPORTED = /^\/services\/data\/v\d+\.\d\/(sobjects(\/|$|\?)|query(\/|\?)|composite\/sobjects(\/|$|\?))/

/**
 * The subrequests of a call, or the answer that refuses it whole (400). Recorded answers and the guide show what is said
 * to a bad referenceId; the other rules are documented, their code and words are a guess.
 */
export function readComposite(text: string): Composite | EmulatorResponse {
  const json: unknown = parseJson(text)
  if (json === undefined) return unreadable()
  const parsed = compositeSchema.safeParse(json)
  if (!parsed.success) return refused(`not a composite request: ${z.prettifyError(parsed.error)}`)
  const broken = brokenRule(parsed.data)
  return broken === undefined ? parsed.data : refused(broken)
}

function brokenRule({ allOrNone, compositeRequest: requests }: Composite): string | undefined {
  const ids = requests.map(({ referenceId }) => referenceId)
  const bad = ids.find((id) => !/^[A-Za-z0-9][A-Za-z0-9_]*$/.test(id))
  if (bad !== undefined)
    return `Provided referenceId ('${bad}') must start with a letter or a number, and it can contain only letters, numbers and underscores ('_').`
  if (new Set(ids).size < ids.length) return 'Provided referenceIds must be unique within a composite request'
  if (requests.length > MOST_SUBREQUESTS)
    return `A composite request cannot have more than ${MOST_SUBREQUESTS} subrequests`
  if (requests.filter(isQueryOrCollection).length > MOST_QUERIES_AND_COLLECTIONS)
    return `A composite request cannot have more than ${MOST_QUERIES_AND_COLLECTIONS} query or collection subrequests`
  const strange = requests.find(({ url }) => !SUPPORTED.test(url))
  if (strange) return `Not supported in a composite request: ${strange.url}`
  const headers = requests.flatMap(({ httpHeaders }) => Object.keys(httpHeaders ?? {}))
  if (headers.some((name) => INHERITED.has(name.toLowerCase())))
    return 'Subrequests cannot have Accept, Authorization or Content-Type headers'
  if (allOrNone && requests.some(cannotBeTakenBack))
    return 'not modelled by this emulator: allOrNone with collections or deletions among the subrequests'
  return undefined
}

function isQueryOrCollection({ url }: Subrequest): boolean {
  return /^\/services\/data\/v[\d.]+\/(query|composite\/sobjects)\b/.test(url)
}

function cannotBeTakenBack({ method, url }: Subrequest): boolean {
  return method === 'DELETE' || (method !== 'GET' && url.includes('/composite/sobjects'))
}

function refused(message: string): EmulatorResponse {
  return apiError(400, 'JSON_PARSER_ERROR', message)
}
