import type { EmulatorRequest, EmulatorResponse } from '../exchange'
import { parseJson } from '../parse-json'
import { json, methodNotAllowed, notFound, refusedRow, unreadable } from './api-answer'
import type { RecordBody } from './judge-write'
import type { StoredRecord } from './model'
import type { OrgField, OrgObject } from './org-object'
import { fullId } from './record-id'
import { shownRecord } from './record-json'
import type { OrgRecords } from './records'
import { keyInBody, malformedId, noSuchColumn, recordDeleted } from './refusals'
import { insertRecord, updateRecord, upsertRecord } from './save-record'
import { struck } from './write-effects'

export type RowContext = {
  readonly records: OrgRecords
  readonly object: OrgObject
  /** Of the version that was asked: `/services/data/v67.0`. */
  readonly base: string
  readonly request: EmulatorRequest
}

/** `POST /sobjects/{Object}`: 201 with the new id. */
export function answerInsert({ records, object, base, request }: RowContext): EmulatorResponse {
  const body = recordBody(request)
  if (body === undefined) return unreadable()
  const strike = struck(request, 0)
  if (strike) return refusedRow(strike)
  if (has(body, 'Id')) return refusedRow(keyInBody('Id'))
  const saved = insertRecord(records, object, body)
  if (!saved.success) return refusedRow(saved.refusal)
  const location = `${base}/sobjects/${object.name}/${saved.id}`
  return json(201, { id: saved.id, success: true, errors: [] }, { location })
}

/** `/sobjects/{Object}/{id}`. */
export function answerById(context: RowContext, given: string): EmulatorResponse {
  const { records, object } = context
  const looksLikeId = /^[0-9A-Za-z]{15}([0-9A-Za-z]{3})?$/.test(given)
  if (!looksLikeId)
    return notFound(`Provided external ID field does not exist or is not accessible: ${given}`)
  const id = fullId(given)
  const idField = object.fields.get('id')
  if (idField && id?.startsWith(object.keyPrefix) !== true) return refusedRow(malformedId(idField, given))
  const record = id === undefined ? undefined : records.find(id)
  if (record) return answerRow(context, record)
  return id !== undefined && records.wasDeleted(id) ? refusedRow(recordDeleted()) : notFound()
}

/**
 * `/sobjects/{Object}/{field}/{value}`, by external id. PATCH answers 201 for a record that it made and 200 for one that
 * was there (204 is of versions below 46), and 300 with their addresses where several have the value.
 */
export function answerByKey(context: RowContext, fieldName: string, value: string): EmulatorResponse {
  const { records, object, base, request } = context
  const key = object.fields.get(fieldName.toLowerCase())
  if (key?.externalId !== true)
    return notFound(`Provided external ID field does not exist or is not accessible: ${fieldName}`)
  const found = records.findByKey(object, key, value)
  if (found.length > 1)
    return json(
      300,
      found.map(({ Id }) => `${base}/sobjects/${object.name}/${Id}`),
    )
  if (request.method === 'PATCH') return upsertRow(context, key, value)
  return found[0] ? answerRow(context, found[0]) : notFound()
}

function upsertRow({ records, object, request }: RowContext, key: OrgField, value: string): EmulatorResponse {
  const body = recordBody(request)
  if (body === undefined) return unreadable()
  const strike = struck(request, 0)
  if (strike) return refusedRow(strike)
  const twice = ['Id', key.name].find((name) => has(body, name))
  if (twice !== undefined) return refusedRow(keyInBody(twice))
  const saved = upsertRecord(records, object, key, value, body)
  if (!saved.success) return refusedRow(saved.refusal)
  const { id, created } = saved
  return json(created ? 201 : 200, { id, success: true, errors: [], created })
}

function answerRow(context: RowContext, record: StoredRecord): EmulatorResponse {
  switch (context.request.method) {
    case 'GET':
      return showRow(context, record)
    case 'PATCH':
      return updateRow(context, record)
    case 'DELETE':
      context.records.delete(record.Id)
      return { status: 204 }
    default:
      return methodNotAllowed(context.request.method, 'HEAD,GET,PATCH,DELETE')
  }
}

function showRow({ object, base, request }: RowContext, record: StoredRecord): EmulatorResponse {
  const wanted = request.query.get('fields')?.split(',')
  const unknown = wanted?.find((name) => !object.fields.has(name.trim().toLowerCase()))
  if (unknown !== undefined) return refusedRow(noSuchColumn(unknown.trim(), object.name))
  const fields = wanted?.flatMap((name) => object.fields.get(name.trim().toLowerCase()) ?? [])
  return json(200, shownRecord(object, base, record, fields))
}

function updateRow({ records, object, request }: RowContext, { Id }: StoredRecord): EmulatorResponse {
  const body = recordBody(request)
  if (body === undefined) return unreadable()
  const strike = struck(request, 0)
  if (strike) return refusedRow(strike)
  if (has(body, 'Id')) return refusedRow(keyInBody('Id'))
  const saved = updateRecord(records, object, Id, body)
  return saved.success ? { status: 204 } : refusedRow(saved.refusal)
}

function recordBody({ body }: EmulatorRequest): RecordBody | undefined {
  const parsed = parseJson(body)
  return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? { ...parsed } : undefined
}

function has(body: RecordBody, field: string): boolean {
  return Object.keys(body).some((name) => name.toLowerCase() === field.toLowerCase())
}
