import { judgeWrite, type RecordBody } from './judge-write'
import type { OrgField, OrgObject } from './org-object'
import { fullId } from './record-id'
import type { OrgRecords } from './records'
import {
  malformedId,
  noIdInUpdate,
  noKeyInUpsert,
  noSuchRecord,
  recordDeleted,
  type Refusal,
  severalMatch,
} from './refusals'

export type SaveResult =
  | { readonly success: true; readonly id: string; readonly created: boolean }
  | { readonly success: false; readonly refusal: Refusal; readonly id?: string }

export function insertRecord(records: OrgRecords, object: OrgObject, body: RecordBody): SaveResult {
  const judged = judgeWrite(records, object, body, undefined)
  if ('refusal' in judged) return refused(judged.refusal)
  return { success: true, id: records.insert(object, judged.changes).Id, created: true }
}

/** `givenId` as it came: of 15 or 18 characters, or anything else. */
export function updateRecord(
  records: OrgRecords,
  object: OrgObject,
  givenId: unknown,
  body: RecordBody,
): SaveResult {
  const id = typeof givenId === 'string' ? fullId(givenId) : undefined
  const idField = object.fields.get('id')
  if (givenId == null || idField === undefined) return refused(noIdInUpdate())
  if (id?.startsWith(object.keyPrefix) !== true) return refused(malformedId(idField, String(givenId)))
  const before = records.find(id)
  if (before === undefined) return refused(records.wasDeleted(id) ? recordDeleted() : noSuchRecord())
  const judged = judgeWrite(records, object, body, before)
  if ('refusal' in judged) return { ...refused(judged.refusal), id }
  records.update(id, judged.changes)
  return { success: true, id, created: false }
}

/** Updates the record that has `value` in its external id `key`, or inserts it with that. */
export function upsertRecord(
  records: OrgRecords,
  object: OrgObject,
  key: OrgField,
  value: unknown,
  body: RecordBody,
): SaveResult {
  if (typeof value !== 'string' && typeof value !== 'number') return refused(noKeyInUpsert(key))
  const found = records.findByKey(object, key, value)
  const [only] = found
  if (only === undefined) return insertRecord(records, object, { ...body, [key.name]: value })
  if (found.length === 1) return updateRecord(records, object, only.Id, body)
  const ids = found.map(({ Id }) => Id)
  return refused(severalMatch(key, ids))
}

function refused(refusal: Refusal): Extract<SaveResult, { success: false }> {
  return { success: false, refusal }
}
