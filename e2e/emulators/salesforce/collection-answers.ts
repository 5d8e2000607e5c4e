import type { EmulatorRequest, EmulatorResponse } from '../exchange'
import { json, refusedRow } from './api-answer'
import { type Collection, type CollectionRecord, readCollection } from './collection-body'
import type { RecordBody } from './judge-write'
import { keyOf, type OrgField, type OrgObject } from './org-object'
import type { OrgRecords } from './records'
import { idInInsert, keyTwiceInCall, noExternalId, type Refusal, rolledBack } from './refusals'
import { insertRecord, type SaveResult, updateRecord, upsertRecord } from './save-record'
import { struck } from './write-effects'

type Write = (record: CollectionRecord) => SaveResult

/** `POST /composite/sobjects`: up to 200 new records, of any objects. */
export function answerInserts(records: OrgRecords, request: EmulatorRequest): EmulatorResponse {
  const collection = readCollection(records.schema, request)
  if ('status' in collection) return collection
  const write: Write = ({ object, body }) =>
    valueOf(body, 'Id') === undefined
      ? insertRecord(records, object, body)
      : { success: false, refusal: idInInsert() }
  return shown(carryOut(records, request, collection, write), false)
}

/** `PATCH /composite/sobjects`: up to 200 records by their ids, of any objects. */
export function answerUpdates(records: OrgRecords, request: EmulatorRequest): EmulatorResponse {
  const collection = readCollection(records.schema, request)
  if ('status' in collection) return collection
  const write: Write = ({ object, body }) =>
    updateRecord(records, object, valueOf(body, 'Id'), without(body, 'Id'))
  return shown(carryOut(records, request, collection, write), false)
}

/** `PATCH /composite/sobjects/{Object}/{field}`: up to 200 records of one object by an external id. */
export function answerUpserts(
  records: OrgRecords,
  request: EmulatorRequest,
  object: OrgObject,
  fieldName: string,
): EmulatorResponse {
  const key = object.fields.get(fieldName.toLowerCase())
  if (key?.externalId !== true) return refusedRow(noExternalId(fieldName, object.name))
  const collection = readCollection(records.schema, request, object)
  if ('status' in collection) return collection
  const twice = keysTwice(collection.records, key)
  const write: Write = ({ body }) => {
    const value = valueOf(body, key.name)
    return typeof value === 'string' && twice.has(keyOf(key, value))
      ? { success: false, refusal: keyTwiceInCall(key, value) }
      : upsertRecord(records, object, key, value, body)
  }
  return shown(carryOut(records, request, collection, write), true)
}

/** Writes the records in their order. All or none: then a single refusal takes back the others. */
function carryOut(
  records: OrgRecords,
  request: EmulatorRequest,
  collection: Collection,
  write: Write,
): readonly SaveResult[] {
  let results: readonly SaveResult[] = []
  let kept = true
  records.attempt(() => {
    results = collection.records.map((record, index) => {
      const refusal = struck(request, index)
      return refusal ? { success: false, refusal } : write(record)
    })
    kept = !collection.allOrNone || results.every(({ success }) => success)
    return kept
  })
  return kept ? results : results.map(takenBack)
}

function shown(results: readonly SaveResult[], isUpsert: boolean): EmulatorResponse {
  return json(
    200,
    results.map((result) => shownResult(result, isUpsert)),
  )
}

/** A record that was there keeps its id in the answer; one that was not has none. */
function takenBack(result: SaveResult): SaveResult {
  if (!result.success) return result
  const { id, created } = result
  return { success: false, refusal: rolledBack(), ...(created ? {} : { id }) }
}

function shownResult(result: SaveResult, isUpsert: boolean): Readonly<Record<string, unknown>> {
  if (!result.success) {
    const id = result.id === undefined ? {} : { id: result.id }
    return { ...id, success: false, errors: [shownRefusal(result.refusal)] }
  }
  const { id, created } = result
  return { id, success: true, errors: [], ...(isUpsert && { created }) }
}

/** In a collection the code is called `statusCode`, in an answer of its own `errorCode`. */
function shownRefusal({ code, message, fields }: Refusal): Readonly<Record<string, unknown>> {
  return { statusCode: code, message, fields }
}

function keysTwice(records: readonly CollectionRecord[], key: OrgField): ReadonlySet<string> {
  const once = new Set<string>()
  const twice = new Set<string>()
  for (const { body } of records) {
    const value = valueOf(body, key.name)
    if (typeof value !== 'string') continue
    const compared = keyOf(key, value)
    if (once.has(compared)) twice.add(compared)
    once.add(compared)
  }
  return twice
}

function valueOf(body: RecordBody, field: string): unknown {
  if (field in body) return body[field]
  const name = Object.keys(body).find((known) => known.toLowerCase() === field.toLowerCase())
  return name === undefined ? undefined : body[name]
}

function without(body: RecordBody, field: string): RecordBody {
  return Object.fromEntries(
    Object.entries(body).filter(([name]) => name.toLowerCase() !== field.toLowerCase()),
  )
}
