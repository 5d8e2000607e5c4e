import type { FieldSchema, FieldValue, ObjectSchema } from './model'

/** A field as the org knows it: the model, and what only writing and describing need. */
export type OrgField = FieldSchema & {
  /** Whether `ABC` and `abc` are two values where values are compared to find a record. */
  readonly caseSensitive: boolean
  /** What a new record gets that says nothing of this field. */
  readonly defaultValue?: FieldValue
  /** Of lookups: what becomes of the record when the other one is deleted. */
  readonly onParentDeleted?: 'cleared' | 'deleted'
  /** Of lookups: what the other object calls the records that lead to it (`Course_Purchases__r`). */
  readonly childRelationshipName?: string
}

export type OrgObject = Omit<ObjectSchema, 'fields'> & {
  readonly pluralLabel: string
  readonly custom: boolean
  /** By name in lower case. */
  readonly fields: ReadonlyMap<string, OrgField>
  /**
   * Fields that a formula works out, by name in lower case. Formulas are not modelled, so these are not among `fields`: to
   * ask for one is refused, where a value that is always empty would be believed.
   */
  readonly formulas: ReadonlyMap<string, OrgField>
  /** By the relation's name in lower case: the lookup behind it. */
  readonly relations: ReadonlyMap<string, OrgField>
}

/** The objects of the org by name in lower case. Serves as the model's OrgSchema. */
export type Org = ReadonlyMap<string, OrgObject>

/** An object of these fields, found by their names and their relations' names, and of these that formulas work out. */
export function orgObject(
  about: Pick<OrgObject, 'name' | 'label' | 'pluralLabel' | 'keyPrefix' | 'custom'>,
  fields: readonly OrgField[],
  formulas: readonly OrgField[] = [],
): OrgObject {
  const relations = fields.flatMap((field) =>
    field.reference === undefined ? [] : [[field.reference.relationshipName.toLowerCase(), field] as const],
  )
  return {
    ...about,
    fields: byName(fields),
    formulas: byName(formulas),
    relations: new Map(relations),
  }
}

function byName(fields: readonly OrgField[]): ReadonlyMap<string, OrgField> {
  return new Map(fields.map((field) => [field.name.toLowerCase(), field]))
}

/** A field with what most fields are: optional, writable, told apart by nothing. */
export function orgField(field: Pick<OrgField, 'name' | 'label' | 'type'> & Partial<OrgField>): OrgField {
  return { required: false, unique: false, externalId: false, writable: true, caseSensitive: false, ...field }
}

/**
 * How a value is compared with others of its field, to find a record by it or to see a duplicate. Upsert tells case
 * apart unless the field is unique and case-insensitive (SOAP API guide, upsert()).
 */
export function keyOf({ unique, caseSensitive }: OrgField, value: FieldValue): string {
  return unique && !caseSensitive ? String(value).toLowerCase() : String(value)
}
