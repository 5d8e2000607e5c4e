/** The field types of our metadata and of the standard fields that are modelled, in describe's words. */
export type FieldType =
  | 'id'
  | 'string'
  | 'textarea'
  | 'email'
  | 'url'
  | 'double'
  | 'boolean'
  | 'date'
  | 'datetime'
  | 'picklist'
  | 'reference'

export type FieldSchema = {
  readonly name: string
  readonly label: string
  readonly type: FieldType
  /** Characters. */
  readonly length?: number
  /** Of numbers: digits in all, and after the point. */
  readonly precision?: number
  readonly scale?: number
  readonly required: boolean
  readonly unique: boolean
  readonly externalId: boolean
  /** False for what Salesforce sets itself (Id, CreatedDate, …). */
  readonly writable: boolean
  readonly picklist?: { readonly restricted: boolean; readonly values: readonly string[] }
  /** The object a lookup leads to, and what the relation is called in SOQL and in upserts (`Course__r`). */
  readonly reference?: { readonly to: string; readonly relationshipName: string }
}

export type ObjectSchema = {
  readonly name: string
  readonly label: string
  /** First three characters of its ids. */
  readonly keyPrefix: string
  /** By name in lower case: Salesforce does not distinguish. */
  readonly fields: ReadonlyMap<string, FieldSchema>
}

/** By name in lower case. */
export type OrgSchema = ReadonlyMap<string, ObjectSchema>

export type FieldValue = string | number | boolean | null

/** A record: an 18-character Id and its other fields by their exact API name; what was never set is absent. */
export type StoredRecord = { readonly Id: string; readonly [field: string]: FieldValue }

/** What queries read. */
export type RecordSource = {
  readonly schema: OrgSchema
  /** Every record of an object that is not deleted, in the order of creation. The object's exact API name. */
  readonly all: (object: string) => readonly StoredRecord[]
}
