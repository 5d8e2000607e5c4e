import type { FieldValue, StoredRecord } from './model'
import type { OrgField, OrgObject } from './org-object'

/** A record as the REST API shows it: its address, and each field, null where it is empty; or only the fields named. */
export function shownRecord(
  object: OrgObject,
  base: string,
  record: StoredRecord,
  fields: Iterable<OrgField> = object.fields.values(),
): Readonly<Record<string, unknown>> {
  const shown: Record<string, FieldValue> = {}
  for (const { name } of fields) shown[name] = record[name] ?? null
  const url = `${base}/sobjects/${object.name}/${record.Id}`
  return { attributes: { type: object.name, url }, ...shown, Id: record.Id }
}
