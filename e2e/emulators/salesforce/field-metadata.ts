import type { FieldXml } from './metadata-xml'
import type { FieldValue } from './model'
import { orgField, type OrgField } from './org-object'

type Parts = Partial<OrgField> & Pick<OrgField, 'type'>

/**
 * A field as its metadata says it (Metadata API guide, CustomField). Throws for what is not modelled: a field that is
 * taken for another one would prove nothing.
 */
export function fieldOfMetadata(file: string, xml: FieldXml): OrgField {
  const parts = TYPES[xml.type]?.(xml)
  if (parts === undefined) throw new Error(`${file}: fields of type ${xml.type} are not modelled`)
  return orgField({
    name: xml.fullName,
    label: xml.label,
    required: xml.required,
    unique: xml.unique,
    externalId: xml.externalId,
    caseSensitive: xml.caseSensitive,
    writable: xml.formula === undefined,
    ...parts,
  })
}

/** Lengths that the platform sets: 255 for URLs and text areas, 80 for e-mail addresses (data types of fields). */
const TYPES: Readonly<Record<string, (xml: FieldXml) => Parts | undefined>> = {
  Text: ({ length = 255 }) => ({ type: 'string', length }),
  TextArea: () => ({ type: 'textarea', length: 255 }),
  LongTextArea: ({ length = 32_768 }) => ({ type: 'textarea', length }),
  Email: () => ({ type: 'email', length: 80 }),
  Url: () => ({ type: 'url', length: 255 }),
  Number: ({ precision = 18, scale = 0 }) => ({ type: 'double', precision, scale }),
  Checkbox: ({ defaultValue }) => ({
    type: 'boolean',
    required: false,
    defaultValue: defaultValue === 'true',
  }),
  Date: () => ({ type: 'date' }),
  DateTime: () => ({ type: 'datetime' }),
  Picklist: picklist,
  Lookup: lookup,
}

function picklist({ valueSet }: FieldXml): Parts | undefined {
  if (valueSet === undefined) return undefined
  const choices = valueSet.valueSetDefinition.value
  const chosen: FieldValue | undefined = choices.find((choice) => choice.default)?.fullName
  return {
    type: 'picklist',
    length: 255,
    picklist: { restricted: valueSet.restricted, values: choices.map(({ fullName }) => fullName) },
    ...(chosen === undefined ? {} : { defaultValue: chosen }),
  }
}

/** Only lookups that are emptied when the other record goes: `Restrict` and `Cascade` are not modelled. */
function lookup({ fullName, referenceTo, relationshipName, deleteConstraint }: FieldXml): Parts | undefined {
  if (referenceTo === undefined || (deleteConstraint ?? 'SetNull') !== 'SetNull') return undefined
  return {
    type: 'reference',
    reference: { to: referenceTo, relationshipName: fullName.replace(/__c$/, '__r') },
    onParentDeleted: 'cleared',
    ...(relationshipName === undefined ? {} : { childRelationshipName: `${relationshipName}__r` }),
  }
}
