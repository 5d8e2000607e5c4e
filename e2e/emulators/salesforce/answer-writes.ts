import type { EmulatorRequest, EmulatorResponse } from '../exchange'
import { apiError, json, methodNotAllowed, notFound } from './api-answer'
import { answerInserts, answerUpdates, answerUpserts } from './collection-answers'
import { describeGlobal, describeObject } from './describe'
import type { OrgRecords } from './records'
import { answerById, answerByKey, answerInsert, type RowContext } from './row-answers'

export type WriteContext = {
  readonly records: OrgRecords
  /** Calls of the last 24 hours, for `/limits`. */
  readonly limits: () => { readonly used: number; readonly allowed: number }
}

type Call = WriteContext & { readonly request: EmulatorRequest; readonly base: string }

/** Versions that are listed: of each, a label and the number. */
const VERSIONS = [
  ["Winter '26", '65.0'],
  ["Spring '26", '66.0'],
  ["Summer '26", '67.0'],
] as const

/**
 * Answers what the REST API says of records and objects: rows, rows by external id, collections, describes, limits and
 * versions. Undefined for every other address. Whoever calls has let the caller in and checked the version.
 *
 * Effects its faults know: on records, `lock-row`, `lock-some` and `duplicate` (write-effects.ts); on any call,
 * `server-error` (500 UNKNOWN_EXCEPTION, nothing done) and `lost-answer` (done, then the connection breaks).
 */
export function answerWrites(context: WriteContext, request: EmulatorRequest): EmulatorResponse | undefined {
  const { path, fault } = request
  if (/^\/services\/data\/?$/.test(path)) return json(200, versions())
  const [, base, rest] = /^(\/services\/data\/v\d+\.\d)\/(.+)$/.exec(path) ?? []
  if (base === undefined || rest === undefined) return undefined
  const parts = rest.split('/').map(decoded)
  const ours = ['limits', 'sobjects'].includes(parts[0] ?? '') || rest.startsWith('composite/sobjects')
  if (!ours) return undefined
  if (fault?.effect === 'server-error') return unexpected()
  const answer = answerCall({ ...context, request, base }, parts)
  return fault?.effect === 'lost-answer' ? { ...answer, drop: true } : answer
}

function answerCall(call: Call, [room, ...parts]: readonly string[]): EmulatorResponse {
  if (room === 'composite') return answerCollections(call, parts.slice(1))
  if (room === 'sobjects') return answerObjects(call, parts)
  return parts.length === 0 ? answerLimits(call) : notFound()
}

function answerCollections(
  { records, request }: Call,
  [type, field, ...more]: readonly string[],
): EmulatorResponse {
  if (type === undefined) {
    if (request.method === 'POST') return answerInserts(records, request)
    if (request.method === 'PATCH') return answerUpdates(records, request)
    return methodNotAllowed(request.method, 'POST,PATCH')
  }
  const object = records.schema.get(type.toLowerCase())
  if (object === undefined || field === undefined || more.length > 0) return notFound()
  if (request.method !== 'PATCH') return methodNotAllowed(request.method, 'PATCH')
  return answerUpserts(records, request, object, field)
}

function answerObjects(call: Call, [type, ...parts]: readonly string[]): EmulatorResponse {
  const { records, request, base } = call
  if (type === undefined) return onlyGet(request, () => describeGlobal(records.schema, base))
  const object = records.schema.get(type.toLowerCase())
  if (object === undefined) return notFound()
  const context = { records, object, base, request }
  const [first, second] = parts
  if (first === undefined) return answerObject(context)
  if (parts.length > 2) return notFound()
  if (second !== undefined) return answerByKey(context, first, second)
  if (first === 'describe') return onlyGet(request, () => describeObject(records.schema, object, base))
  return answerById(context, first)
}

function answerObject(context: RowContext): EmulatorResponse {
  const { request, object, records, base } = context
  if (request.method === 'POST') return answerInsert(context)
  if (request.method !== 'GET') return methodNotAllowed(request.method, 'HEAD,GET,POST')
  const { fields: _fields, ...objectDescribe } = describeObject(records.schema, object, base)
  return json(200, { objectDescribe, recentItems: [] })
}

function answerLimits({ limits, request }: Call): EmulatorResponse {
  const { used, allowed } = limits()
  return onlyGet(request, () => ({
    DailyApiRequests: { Max: allowed, Remaining: Math.max(0, allowed - used) },
  }))
}

function onlyGet(request: EmulatorRequest, value: () => unknown): EmulatorResponse {
  return request.method === 'GET' ? json(200, value()) : methodNotAllowed(request.method, 'HEAD,GET')
}

function versions(): unknown {
  return VERSIONS.map(([label, version]) => ({ label, url: `/services/data/v${version}`, version }))
}

function unexpected(): EmulatorResponse {
  const message =
    'An unexpected error occurred. Please include this ErrorId if you contact support: 1234567890-12345 (-1234567890)'
  return apiError(500, 'UNKNOWN_EXCEPTION', message)
}

/** Percent signs that mean nothing are taken as they are: clients that do not encode send such. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
