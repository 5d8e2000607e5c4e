import type { FieldValue } from './model'
import type { OrgField, OrgObject } from './org-object'
import type { OrgRecords } from './records'
import {
  idOfOtherObject,
  noExternalId,
  noSuchColumn,
  noSuchParent,
  noSuchRecord,
  recordDeleted,
  type Refusal,
  severalMatch,
  severalParentFields,
  wrongJsonType,
} from './refusals'

export type Linked = { readonly id: string } | { readonly refusal: Refusal }

/** The record that a relation names by an external id: `Account__r: { SMID__c: 'acme' }`. */
export function linkByKey(records: OrgRecords, lookup: OrgField, given: unknown): Linked {
  const parent = parentOf(records, lookup)
  // What a relation of null does in an org is not known here; a lookup is emptied by its own name.
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    return { refusal: wrongJsonType('complexvalue', given) }
  const keys = Object.entries(given).filter(([name]) => name !== 'attributes')
  const [key] = keys
  if (key === undefined || keys.length > 1) return { refusal: severalParentFields(parent.name) }
  const [name, value]: [string, unknown] = key
  const field = parent.fields.get(name.toLowerCase())
  if (field === undefined) return { refusal: noSuchColumn(name, parent.name) }
  if (!field.externalId) return { refusal: noExternalId(name, parent.name) }
  if (typeof value !== 'string' && typeof value !== 'number')
    return { refusal: noSuchParent(String(value), field.name, parent.name) }
  const found = records.findByKey(parent, field, value)
  const [only] = found
  if (only === undefined) return { refusal: noSuchParent(String(value), field.name, parent.name) }
  if (found.length > 1)
    return {
      refusal: severalMatch(
        field,
        found.map(({ Id }) => Id),
      ),
    }
  return { id: only.Id }
}

/** Why a lookup cannot hold `id`, if it cannot. */
export function refusedLink(records: OrgRecords, lookup: OrgField, id: FieldValue): Refusal | undefined {
  if (typeof id !== 'string') return undefined
  if (!id.startsWith(parentOf(records, lookup).keyPrefix)) return idOfOtherObject(lookup, id)
  if (records.find(id)) return undefined
  return records.wasDeleted(id) ? recordDeleted() : noSuchRecord()
}

function parentOf({ schema }: OrgRecords, { name, reference }: OrgField): OrgObject {
  const parent = reference && schema.get(reference.to.toLowerCase())
  if (parent === undefined) throw new Error(`${name} leads to an object that is not in the org`)
  return parent
}
