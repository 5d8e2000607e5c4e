import { XMLParser } from 'fast-xml-parser'
import { z } from 'zod'

const flag = z
  .enum(['true', 'false'])
  .default('false')
  .transform((text) => text === 'true')
const whole = z.string().regex(/^\d+$/).transform(Number).optional()

const valueSet = z.looseObject({
  restricted: flag,
  valueSetDefinition: z.looseObject({
    value: z.array(z.looseObject({ fullName: z.string().min(1), default: flag })),
  }),
})

/** A CustomField of the Metadata API, as far as it decides what a record may hold. */
const fieldXml = z.looseObject({
  fullName: z.string().min(1),
  label: z.string().min(1),
  type: z.string().min(1),
  length: whole,
  precision: whole,
  scale: whole,
  required: flag,
  unique: flag,
  externalId: flag,
  caseSensitive: flag,
  defaultValue: z.string().optional(),
  formula: z.string().optional(),
  referenceTo: z.string().optional(),
  relationshipName: z.string().optional(),
  deleteConstraint: z.string().optional(),
  valueSet: valueSet.optional(),
})
export type FieldXml = Readonly<z.infer<typeof fieldXml>>

/** A CustomObject, without the parts that source format keeps in files of their own. */
const objectXml = z.looseObject({
  label: z.string().min(1),
  pluralLabel: z.string().min(1),
  nameField: z.looseObject({ label: z.string().min(1), type: z.string() }),
})
export type ObjectXml = Readonly<z.infer<typeof objectXml>>

const parser = new XMLParser({
  ignoreAttributes: true,
  parseTagValue: false,
  isArray: (name) => name === 'value',
})

/** Reads a `.field-meta.xml`. Throws, naming the file, when it is no field. */
export function parseFieldXml(file: string, text: string): FieldXml {
  return read(file, z.looseObject({ CustomField: fieldXml }), text).CustomField
}

/** Reads an `.object-meta.xml`. Throws, naming the file, when it is no object. */
export function parseObjectXml(file: string, text: string): ObjectXml {
  return read(file, z.looseObject({ CustomObject: objectXml }), text).CustomObject
}

function read<T>(file: string, schema: z.ZodType<T>, text: string): T {
  const parsed = schema.safeParse(parser.parse(text))
  if (parsed.success) return parsed.data
  throw new Error(`${file}: ${z.prettifyError(parsed.error)}`)
}
