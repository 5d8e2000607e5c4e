import { z } from 'zod'
import type { EmulatorRequest, EmulatorResponse } from '../exchange'
import { parseJson } from '../parse-json'
import { json } from './api-answer'
import type { RecordBody } from './judge-write'
import { fullId } from './record-id'
import type { OrgRecords } from './records'
import { insertRecord, type SaveResult, updateRecord } from './save-record'

const created = z.strictObject({ object: z.string().min(1), fields: z.record(z.string(), z.unknown()) })
const changed = z.strictObject({ fields: z.record(z.string(), z.unknown()) })

/**
 * Doors through which a test or the demo does what people in the org do, by the org's own rules: `POST
 * /_emulator/records` with `{object, fields}` (an account arrives, a contact is entered), `PATCH` and `DELETE
 * /_emulator/records/{id}`. Undefined for other addresses.
 */
export function answerRecordDoor(
  records: OrgRecords,
  { method, path, body }: Pick<EmulatorRequest, 'method' | 'path' | 'body'>,
): EmulatorResponse | undefined {
  const matched = /^\/_emulator\/records(?:\/([^/]+))?$/.exec(path)
  if (matched === null) return undefined
  const id = matched[1]
  if (method === 'POST' && id === undefined) return create(records, parseJson(body))
  if (method === 'PATCH' && id !== undefined) return change(records, id, parseJson(body))
  if (method === 'DELETE' && id !== undefined) return remove(records, id)
  return undefined
}

/** A record that people in the org make; its id. Throws what the org refuses. */
export function createRecord(records: OrgRecords, objectName: string, fields: RecordBody): string {
  const object = records.schema.get(objectName.toLowerCase())
  if (object === undefined) throw new Error(`No object ${objectName} in the org`)
  const saved = insertRecord(records, object, fields)
  if (saved.success) return saved.id
  throw new Error(`${saved.refusal.code}: ${saved.refusal.message}`)
}

function create(records: OrgRecords, given: unknown): EmulatorResponse {
  const parsed = created.safeParse(given)
  if (!parsed.success) return json(400, { error: 'Not {object, fields}', issues: parsed.error.issues })
  const object = records.schema.get(parsed.data.object.toLowerCase())
  if (object === undefined) return json(404, { error: `No object ${parsed.data.object} in the org` })
  return saveAnswer(insertRecord(records, object, parsed.data.fields))
}

function change(records: OrgRecords, given: string, body: unknown): EmulatorResponse {
  const parsed = changed.safeParse(body)
  if (!parsed.success) return json(400, { error: 'Not {fields}', issues: parsed.error.issues })
  const object = [...records.schema.values()].find(({ keyPrefix }) => given.startsWith(keyPrefix))
  if (object === undefined) return json(404, { error: `No record ${given}` })
  return saveAnswer(updateRecord(records, object, given, parsed.data.fields))
}

function remove(records: OrgRecords, given: string): EmulatorResponse {
  const id = fullId(given)
  if (id === undefined || !records.find(id)) return json(404, { error: `No record ${given}` })
  records.delete(id)
  return { status: 204 }
}

function saveAnswer(saved: SaveResult): EmulatorResponse {
  return saved.success
    ? json(saved.created ? 201 : 200, { id: saved.id })
    : json(400, { error: saved.refusal.message, code: saved.refusal.code })
}
