import { accountIdSchema, contactIdSchema } from './record-ids'
import type { ShippedField } from './shipped-fields'

type Shipped = ReadonlyMap<string, ReadonlyMap<string, ShippedField>>

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/
const IDS: Readonly<Record<string, { safeParse(value: unknown): { readonly success: boolean } }>> = {
  Account: accountIdSchema,
  Contact: contactIdSchema,
}

/**
 * Why the shipped metadata could not take a value that is written to an object's field; undefined where it could. A
 * relation (`Course__r: {Course_Code__c: …}`) is looked up as Salesforce does: by an external id of the other object.
 */
export function misfit(shipped: Shipped, object: string, name: string, value: unknown): string | undefined {
  const field = shipped.get(object)?.get(name.replace(/__r$/, '__c'))
  const place = `${object}.${name}`
  if (field === undefined) return `${place}: no such field`
  if (field.formula !== undefined) return `${place}: a formula cannot be written`
  if (name.endsWith('__r')) return relationMisfit(shipped, place, field, value)
  if (value === null) return field.required ? `${place}: emptied, and required` : undefined
  const reason = valueMisfit(field, value)
  return reason === undefined ? undefined : `${place}: ${reason}`
}

function relationMisfit(
  shipped: Shipped,
  place: string,
  field: ShippedField,
  value: unknown,
): string | undefined {
  const target = field.referenceTo
  if (field.type !== 'Lookup' || target === undefined) return `${place}: not a lookup`
  if (typeof value !== 'object' || value === null) return `${place}: no relation`
  const [key, ...more] = Object.entries(value)
  if (key === undefined || more.length > 0) return `${place}: by one external id`
  if (shipped.get(target)?.get(key[0])?.externalId !== true) return `${target}.${key[0]}: no external id`
  return misfit(shipped, target, key[0], key[1])
}

function valueMisfit(field: ShippedField, value: unknown): string | undefined {
  if (field.type === 'Number') return numberMisfit(field, value)
  if (typeof value !== 'string') return `${typeof value} for ${field.type}`
  switch (field.type) {
    case 'Text':
    case 'Url':
      return value.length > field.length ? `${value.length} characters into ${field.length}` : undefined
    case 'Picklist':
      return field.values.includes(value) ? undefined : `${value} is no value of it`
    case 'DateTime':
      return INSTANT.test(value) ? undefined : `${value} is no instant`
    case 'Lookup':
      return IDS[field.referenceTo ?? '']?.safeParse(value).success === true ? undefined : 'no id of it'
    default:
      return `text for ${field.type}`
  }
}

function numberMisfit({ precision, scale }: ShippedField, value: unknown): string | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value)) return 'no number'
  const [whole = '', rest = ''] = String(Math.abs(value)).split('.')
  if (!/^\d+$/.test(whole + rest)) return `${value} is not written as a decimal`
  return whole.length > precision - scale || rest.length > scale
    ? `${value} into ${precision - scale}.${scale} digits`
    : undefined
}
