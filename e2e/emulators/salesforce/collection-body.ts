import type { EmulatorRequest, EmulatorResponse } from '../exchange'
import { parseJson } from '../parse-json'
import { apiError, unreadable } from './api-answer'
import type { RecordBody } from './judge-write'
import type { Org, OrgObject } from './org-object'

/** The most records one call may carry. */
const MOST_RECORDS = 200

export type CollectionRecord = { readonly object: OrgObject; readonly body: RecordBody }
export type Collection = { readonly allOrNone: boolean; readonly records: readonly CollectionRecord[] }

/**
 * The records of a call, each with the object that its attributes name; or the answer to a call that is not well formed,
 * of which nothing is carried out. Seen in recorded answers are those to no record and to too many; the others' wording
 * is a guess.
 */
export function readCollection(
  org: Org,
  request: EmulatorRequest,
  only?: OrgObject,
): Collection | EmulatorResponse {
  const body: unknown = parseJson(request.body)
  if (!isBody(body)) return unreadable()
  const sent: unknown = body['records'] ?? []
  if (!Array.isArray(sent)) return malformed('records is not a list')
  if (sent.length === 0) return apiError(400, 'REQUIRED_FIELD_MISSING', 'At least 1 record is required', [])
  if (sent.length > MOST_RECORDS) return tooMany()
  const records: CollectionRecord[] = []
  for (const record of sent) {
    const type = typeOf(record)
    if (!isBody(record) || type === undefined) return malformed('a record has no attributes with its type')
    const object = org.get(type.toLowerCase())
    if (object === undefined) return apiError(400, 'INVALID_TYPE', unsupported(type))
    if (only !== undefined && object !== only)
      return malformed(`a record is of type ${type}, not ${only.name}`)
    records.push({ object, body: record })
  }
  return { allOrNone: body['allOrNone'] === true, records }
}

function typeOf(record: unknown): string | undefined {
  const attributes = isBody(record) ? record['attributes'] : undefined
  const type = isBody(attributes) ? attributes['type'] : undefined
  return typeof type === 'string' ? type : undefined
}

function isBody(value: unknown): value is RecordBody {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function malformed(what: string): EmulatorResponse {
  return apiError(400, 'JSON_PARSER_ERROR', `The request is not well formed: ${what}`)
}

function tooMany(): EmulatorResponse {
  const message = `record limit reached. cannot submit more than ${MOST_RECORDS} records into this call`
  return apiError(400, 'EXCEEDED_ID_LIMIT', message)
}

function unsupported(type: string): string {
  return `sObject type '${type}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.`
}
