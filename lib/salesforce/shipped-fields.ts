import { basename, dirname } from 'node:path'
import { at, type XmlElement, shippedMetadata, textAt, texts } from './shipped-metadata'

/** A field as the shipped metadata defines it. */
export type ShippedField = {
  readonly name: string
  /** In the words of the Metadata API: Text, Number, Picklist, Lookup, … */
  readonly type: string
  readonly length: number
  /** Digits in all, and after the point. */
  readonly precision: number
  readonly scale: number
  readonly required: boolean
  readonly unique: boolean
  readonly externalId: boolean
  readonly caseSensitive: boolean
  readonly formula: string | undefined
  readonly referenceTo: string | undefined
  readonly values: readonly string[]
  readonly restricted: boolean
}

/** Lengths that the platform sets: of names, and of URLs. */
const SET_LENGTH: Readonly<Record<string, number>> = { Name: 80, Url: 255 }

/** The fields of each object by name, `Name` included for our own objects. */
export function shippedFields(): Map<string, Map<string, ShippedField>> {
  const objects = new Map<string, Map<string, ShippedField>>()
  const put = (object: string, field: ShippedField): void => {
    objects.set(object, (objects.get(object) ?? new Map<string, ShippedField>()).set(field.name, field))
  }
  for (const { path, root } of shippedMetadata()) {
    if (root.name === 'CustomField') put(basename(dirname(dirname(path))), fieldOf(root))
    if (root.name !== 'CustomObject') continue
    const [name] = at(root, 'nameField')
    if (name !== undefined) put(basename(dirname(path)), { ...fieldOf(name), name: 'Name', required: true })
  }
  return objects
}

function fieldOf(xml: XmlElement): ShippedField {
  const name = textAt(xml, 'fullName') ?? 'Name'
  const type = textAt(xml, 'type') ?? ''
  return {
    name,
    type,
    length: Number(textAt(xml, 'length') ?? SET_LENGTH[name] ?? SET_LENGTH[type] ?? 0),
    precision: Number(textAt(xml, 'precision') ?? 0),
    scale: Number(textAt(xml, 'scale') ?? 0),
    required: says(xml, 'required'),
    unique: says(xml, 'unique'),
    externalId: says(xml, 'externalId'),
    caseSensitive: says(xml, 'caseSensitive'),
    formula: textAt(xml, 'formula'),
    referenceTo: textAt(xml, 'referenceTo'),
    values: texts(xml, 'valueSet', 'valueSetDefinition', 'value', 'fullName'),
    restricted: says(xml, 'valueSet', 'restricted'),
  }
}

function says(xml: XmlElement, ...names: readonly string[]): boolean {
  return textAt(xml, ...names) === 'true'
}
