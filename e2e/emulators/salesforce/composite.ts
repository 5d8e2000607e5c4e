import type { EmulatorRequest, EmulatorResponse } from '../exchange'
import { parseJson } from '../parse-json'
import { json, methodNotAllowed } from './api-answer'
import { readComposite, type Subrequest } from './composite-body'
import { resolveReferences } from './composite-reference'
import type { OrgRecords } from './records'

export type CompositeContext = {
  readonly records: OrgRecords
  /** Carries one subrequest out. */
  readonly answerOne: (request: EmulatorRequest) => EmulatorResponse
}

/** The answer to one subrequest, as the call's answer shows it. */
type Part = {
  readonly body: unknown
  readonly httpHeaders: Readonly<Record<string, string>>
  readonly httpStatusCode: number
  readonly referenceId: string
}

/**
 * `POST /composite`: up to 25 subrequests in one call, in their order (collating them is never observable here). With
 * `allOrNone` one failure takes everything back; without it, only what refers to the failed one is not carried out.
 */
export function answerComposite(context: CompositeContext, request: EmulatorRequest): EmulatorResponse {
  if (request.method !== 'POST') return methodNotAllowed(request.method, 'HEAD,GET,POST')
  const composite = readComposite(request.body)
  if (!('compositeRequest' in composite)) return composite
  const { allOrNone, compositeRequest } = composite
  if (!allOrNone) return json(200, { compositeResponse: carriedOut(context, request, compositeRequest) })
  let parts: readonly Part[] = []
  context.records.attempt(() => {
    parts = carriedOut(context, request, compositeRequest)
    return !parts.some(failed)
  })
  const kept = parts.some(failed) ? takenBack(parts) : parts
  return json(200, { compositeResponse: kept })
}

function carriedOut(
  { answerOne }: CompositeContext,
  whole: EmulatorRequest,
  subrequests: readonly Subrequest[],
): readonly Part[] {
  const answers = new Map<string, unknown>()
  return subrequests.map((subrequest): Part => {
    const { method, referenceId, httpHeaders = {} } = subrequest
    const meant = resolveReferences({ url: subrequest.url, body: subrequest.body }, answers)
    if (!meant.ok) return halted(referenceId, meant.message)
    const { url, body } = textOf(meant.value)
    const { pathname: path, searchParams: query } = new URL(url, 'http://org')
    if ([...query.values()].some((value) => value.includes('@{')))
      return halted(referenceId, 'not modelled by this emulator: a reference that is percent-encoded')
    const headers = { ...whole.headers, ...lowerCased(httpHeaders) }
    const answer = answerOne({ ...whole, method, path, query, headers, body })
    const answered = parseJson(String(answer.body ?? '')) ?? null
    if (answer.status < 400) answers.set(referenceId, answered)
    return { body: answered, httpHeaders: shown(answer), httpStatusCode: answer.status, referenceId }
  })
}

function textOf(value: unknown): { readonly url: string; readonly body: string } {
  if (typeof value !== 'object' || value === null || !('url' in value)) return { url: '', body: '' }
  const body = 'body' in value && value.body !== undefined ? JSON.stringify(value.body) : ''
  return { url: String(value.url), body }
}

function lowerCased(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}

/** Of the headers, the guide shows the new record's address. */
function shown({ headers }: EmulatorResponse): Readonly<Record<string, string>> {
  const location = headers?.['location']
  return typeof location === 'string' ? { Location: location } : {}
}

function failed({ httpStatusCode }: Part): boolean {
  return httpStatusCode >= 300
}

/** Those that went well say that they did not last; those that failed keep their reason. */
function takenBack(parts: readonly Part[]): readonly Part[] {
  const message = 'The transaction was rolled back since another operation in the same transaction failed.'
  return parts.map((part) => (failed(part) ? part : halted(part.referenceId, message)))
}

function halted(referenceId: string, message: string): Part {
  const body = [{ errorCode: 'PROCESSING_HALTED', message }]
  return { body, httpHeaders: {}, httpStatusCode: 400, referenceId }
}
