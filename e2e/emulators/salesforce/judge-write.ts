import { readValue } from './field-value'
import type { FieldValue, StoredRecord } from './model'
import type { OrgField, OrgObject } from './org-object'
import { linkByKey, refusedLink } from './parent-link'
import type { Changes, OrgRecords } from './records'
import {
  duplicateValue,
  linkedTwice,
  noSuchColumn,
  readOnly,
  type Refusal,
  requiredMissing,
} from './refusals'

export type Judged = { readonly changes: Changes } | { readonly refusal: Refusal }

/** A record as it is sent: fields by name, relations by name, and `attributes`. */
export type RecordBody = Readonly<Record<string, unknown>>

/**
 * What a write would change, or the first reason why Salesforce would not carry it out: `before` is the record that it
 * updates, and is undefined when it inserts. Salesforce also tells one reason at a time; which of several is a guess.
 */
export function judgeWrite(
  records: OrgRecords,
  object: OrgObject,
  body: RecordBody,
  before: StoredRecord | undefined,
): Judged {
  const read = readBody(records, object, body)
  if ('refusal' in read) return read
  const changes = before === undefined ? { ...defaultsOf(object), ...read.changes } : read.changes
  const refusal =
    refusedForMissing(object, changes, before) ??
    refusedForLinks(records, object, changes) ??
    refusedForDuplicates(records, object, changes, before)
  return refusal === undefined ? { changes } : { refusal }
}

function readBody(records: OrgRecords, object: OrgObject, body: RecordBody): Judged {
  const changes: Record<string, FieldValue> = {}
  const related = new Map<string, string>()
  const unwritable: string[] = []
  for (const [name, given] of Object.entries(body)) {
    if (name === 'attributes') continue
    const field = object.fields.get(name.toLowerCase()) ?? object.formulas.get(name.toLowerCase())
    const lookup = field === undefined ? object.relations.get(name.toLowerCase()) : undefined
    if (field?.writable === false) unwritable.push(field.name)
    else if (field) {
      const read = readValue(field, given)
      if ('refusal' in read) return read
      changes[field.name] = read.value
    } else if (lookup) related.set(lookup.name, name)
    else return { refusal: noSuchColumn(name, object.name) }
  }
  if (unwritable.length > 0) return { refusal: readOnly(unwritable) }
  return withRelations(records, object, body, changes, related)
}

function withRelations(
  records: OrgRecords,
  object: OrgObject,
  body: RecordBody,
  direct: Changes,
  related: ReadonlyMap<string, string>,
): Judged {
  const changes = { ...direct }
  for (const [lookupName, relation] of related) {
    if (lookupName in direct) return { refusal: linkedTwice(relation, lookupName) }
    const lookup = object.fields.get(lookupName.toLowerCase())
    if (lookup === undefined) continue
    const linked = linkByKey(records, lookup, body[relation])
    if ('refusal' in linked) return linked
    changes[lookupName] = linked.id
  }
  return { changes }
}

function defaultsOf(object: OrgObject): Changes {
  const defaults: Record<string, FieldValue> = {}
  for (const { name, defaultValue } of object.fields.values())
    if (defaultValue !== undefined) defaults[name] = defaultValue
  return defaults
}

function refusedForMissing(
  object: OrgObject,
  changes: Changes,
  before: StoredRecord | undefined,
): Refusal | undefined {
  const missing = (field: OrgField): boolean =>
    field.required && (field.name in changes || before === undefined) && changes[field.name] == null
  const names = [...object.fields.values()].filter(missing).map(({ name }) => name)
  return names.length > 0 ? requiredMissing(names) : undefined
}

function refusedForLinks(records: OrgRecords, object: OrgObject, changes: Changes): Refusal | undefined {
  for (const lookup of object.relations.values()) {
    const refusal = refusedLink(records, lookup, changes[lookup.name] ?? null)
    if (refusal) return refusal
  }
  return undefined
}

function refusedForDuplicates(
  records: OrgRecords,
  object: OrgObject,
  changes: Changes,
  before: StoredRecord | undefined,
): Refusal | undefined {
  for (const [name, value] of Object.entries(changes)) {
    const field = object.fields.get(name.toLowerCase())
    if (field?.unique !== true || value === null) continue
    const other = records.findByKey(object, field, value).find(({ Id }) => Id !== before?.Id)
    if (other) return duplicateValue(field, other.Id)
  }
  return undefined
}
