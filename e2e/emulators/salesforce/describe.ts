import type { Org, OrgField, OrgObject } from './org-object'

type Described = Readonly<Record<string, unknown>>

/** `GET /sobjects`: the objects of the org, that is what is deployed. */
export function describeGlobal(org: Org, base: string): Described {
  const sobjects = [...org.values()].map((object) => aboutObject(object, base))
  return { encoding: 'UTF-8', maxBatchSize: 200, sobjects }
}

/** `GET /sobjects/{Object}/describe`, with the properties of fields that say what a record may hold. */
export function describeObject(org: Org, object: OrgObject, base: string): Described {
  return {
    ...aboutObject(object, base),
    fields: [...object.fields.values(), ...object.formulas.values()].map((field) =>
      describeField(object, field),
    ),
    childRelationships: childRelationships(org, object),
    recordTypeInfos: [],
  }
}

function aboutObject({ name, label, pluralLabel, keyPrefix, custom }: OrgObject, base: string): Described {
  const url = `${base}/sobjects/${name}`
  return {
    name,
    label,
    labelPlural: pluralLabel,
    keyPrefix,
    custom,
    createable: true,
    updateable: true,
    deletable: true,
    queryable: true,
    retrieveable: true,
    urls: { sobject: url, describe: `${url}/describe`, rowTemplate: `${url}/{ID}` },
  }
}

function describeField(object: OrgObject, field: OrgField): Described {
  const { name, label, type, length = 0, precision = 0, scale = 0, reference, picklist } = field
  return {
    name,
    label,
    type,
    length: type === 'reference' ? 18 : length,
    precision,
    scale,
    custom: name.endsWith('__c'),
    nameField: name === 'Name',
    nillable: !field.required && type !== 'id' && type !== 'boolean',
    defaultedOnCreate: isDefaulted(object, field),
    calculated: object.formulas.has(name.toLowerCase()),
    createable: field.writable,
    updateable: field.writable,
    unique: field.unique,
    externalId: field.externalId,
    idLookup: field.externalId || type === 'id',
    caseSensitive: field.caseSensitive,
    restrictedPicklist: picklist?.restricted ?? false,
    picklistValues: (picklist?.values ?? []).map((value) => ({
      value,
      label: value,
      active: true,
      defaultValue: value === field.defaultValue,
    })),
    referenceTo: reference === undefined ? [] : [reference.to],
    relationshipName: reference?.relationshipName ?? null,
    cascadeDelete: field.onParentDeleted === 'deleted',
  }
}

function isDefaulted({ custom }: OrgObject, { name, writable, defaultValue }: OrgField): boolean {
  return defaultValue !== undefined || !writable || (custom && name === 'Name')
}

function childRelationships(org: Org, parent: OrgObject): Described[] {
  return [...org.values()].flatMap((child) =>
    [...child.relations.values()]
      .filter(({ reference }) => reference?.to === parent.name)
      .map(({ name, childRelationshipName, onParentDeleted }) => ({
        childSObject: child.name,
        field: name,
        relationshipName: childRelationshipName ?? null,
        cascadeDelete: onParentDeleted === 'deleted',
        restrictedDelete: false,
      })),
  )
}
