import type { OrgField } from './org-object'

/**
 * Why Salesforce does not write a record: a StatusCode of the SOAP API guide, with the message that real orgs give. Where
 * the wording could not be seen in a recorded answer, its function says so.
 */
export type Refusal = { readonly code: string; readonly message: string; readonly fields: readonly string[] }

const refusal = (code: string, message: string, ...fields: string[]): Refusal => ({ code, message, fields })

export const noSuchColumn = (name: string, object: string): Refusal =>
  refusal('INVALID_FIELD', `No such column '${name}' on sobject of type ${object}`)

/** A relation that names its record by an external id that no record has. */
export const noSuchParent = (value: string, field: string, object: string): Refusal =>
  refusal(
    'INVALID_FIELD',
    `Foreign key external ID: ${value} not found for field ${field} in entity ${object}`,
  )

/** Several records have the external id, which only a field that is not unique allows. */
export const severalMatch = ({ label, name }: OrgField, ids: readonly string[]): Refusal =>
  refusal(
    'DUPLICATE_EXTERNAL_ID',
    `${label}: more than one record found for external id field: [${ids.join(', ')}]`,
    name,
  )

export const noExternalId = (field: string, object: string): Refusal =>
  refusal(
    'INVALID_FIELD',
    `Field name provided, ${field} does not match an External ID, Salesforce Id, or indexed field for ${object}`,
  )

export const severalParentFields = (object: string): Refusal =>
  refusal(
    'INVALID_FIELD',
    `More than 1 field provided in an external foreign key reference in entity: ${object}`,
  )

export const linkedTwice = (relation: string, field: string): Refusal =>
  refusal(
    'INVALID_FIELD',
    `Cannot specify both an external ID reference ${relation} and a salesforce id, ${field}`,
  )

export const keyInBody = (field: string): Refusal =>
  refusal('INVALID_FIELD', `The ${field} field should not be specified in the sobject data.`)

export const requiredMissing = (fields: readonly string[]): Refusal =>
  refusal('REQUIRED_FIELD_MISSING', `Required fields are missing: [${fields.join(', ')}]`, ...fields)

export const tooLong = ({ label, name, length }: OrgField, value: string): Refusal =>
  refusal('STRING_TOO_LONG', `${label}: data value too large: ${value} (max length=${length})`, name)

export const notInPicklist = ({ label, name }: OrgField, value: string): Refusal =>
  refusal(
    'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
    `${label}: bad value for restricted picklist field: ${value}`,
    name,
  )

/** The other record is called by the 15 characters of its id. */
export const duplicateValue = ({ name }: OrgField, otherId: string): Refusal =>
  refusal(
    'DUPLICATE_VALUE',
    `duplicate value found: ${name} duplicates value on record with id: ${otherId.slice(0, 15)}`,
  )

/** What is said when two calls insert the same value at the same moment. */
export const duplicateAtOnce = (): Refusal =>
  refusal('DUPLICATE_VALUE', 'duplicate value found: <unknown> duplicates value on record with id: <unknown>')

/** Two records of one call have the same external id: neither is written (SOAP API guide, upsert()). */
export const keyTwiceInCall = ({ name }: OrgField, value: string): Refusal =>
  refusal('DUPLICATE_VALUE', `Duplicate external id specified: ${value}`, name)

export const outsideRange = ({ label, name }: OrgField, value: number): Refusal =>
  refusal(
    'NUMBER_OUTSIDE_VALID_RANGE',
    `${label}: value outside of valid range on numeric field: ${value}`,
    name,
  )

export const invalidEmail = ({ label, name }: OrgField, value: string): Refusal =>
  refusal('INVALID_EMAIL_ADDRESS', `${label}: invalid email address: ${value}`, name)

export const readOnly = (fields: readonly string[]): Refusal =>
  refusal(
    'INVALID_FIELD_FOR_INSERT_UPDATE',
    `Unable to create/update fields: ${fields.join(', ')}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`,
    ...fields,
  )

export const idInInsert = (): Refusal =>
  refusal('INVALID_FIELD_FOR_INSERT_UPDATE', 'cannot specify Id in an insert call', 'Id')

export const noIdInUpdate = (): Refusal => refusal('MISSING_ARGUMENT', 'Id not specified in an update call')

export const noKeyInUpsert = ({ name }: OrgField): Refusal =>
  refusal('MISSING_ARGUMENT', `${name} not specified`)

export const malformedId = ({ label, name }: OrgField, value: string): Refusal =>
  refusal('MALFORMED_ID', `${label}: id value of incorrect type: ${value}`, name)

/** A sound id, of another object than the lookup leads to. */
export const idOfOtherObject = ({ label, name }: OrgField, value: string): Refusal =>
  refusal('FIELD_INTEGRITY_EXCEPTION', `${label}: id value of incorrect type: ${value}`, name)

export const noSuchRecord = (): Refusal =>
  refusal('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id')

export const recordDeleted = (): Refusal => refusal('ENTITY_IS_DELETED', 'entity is deleted')

export const rowLocked = (): Refusal =>
  refusal('UNABLE_TO_LOCK_ROW', 'unable to obtain exclusive access to this record')

export const rolledBack = (): Refusal =>
  refusal(
    'ALL_OR_NONE_OPERATION_ROLLED_BACK',
    'Record rolled back because not all records were valid and the request was using AllOrNone header',
  )

/**
 * A value of another JSON type than the field takes. The place is always given as the first column; Salesforce counts.
 * Recorded answers show it for a record written alone; that a collection says it of the one record is a guess.
 */
export function wrongJsonType(kind: string, value: unknown): Refusal {
  const at = '[line:1, column:1]'
  const instance = `Cannot deserialize instance of ${kind} from ${tokenOf(value)} value`
  if (Array.isArray(value)) return refusal('JSON_PARSER_ERROR', `${instance} ${at}`)
  const shown = typeof value === 'object' ? '{' : String(value)
  return refusal(
    'JSON_PARSER_ERROR',
    `${instance} ${shown} or request may be missing a required field at ${at}`,
  )
}

function tokenOf(value: unknown): string {
  if (typeof value === 'string') return 'VALUE_STRING'
  if (typeof value === 'number') return Number.isInteger(value) ? 'VALUE_NUMBER_INT' : 'VALUE_NUMBER_FLOAT'
  if (typeof value === 'boolean') return value ? 'VALUE_TRUE' : 'VALUE_FALSE'
  return Array.isArray(value) ? 'START_ARRAY' : 'START_OBJECT'
}
