import { invalidRequest } from './errors'
import { type FormObject, type FormValue, paramName } from './form-encoding'
import { type SchemaNode, resolveRef } from './schema-node'

/**
 * Gives form values the types the schema asks for: "1" becomes 1, "true" true, numbered keys a list, '' null where a
 * parameter can be unset. What does not fit stays as it is, for the validator to refuse.
 */
export function coerce(root: SchemaNode, node: SchemaNode, value: FormValue, path: string[] = []): unknown {
  const schema = resolveRef(root, node)
  if (schema.anyOf) return coerceUnion(root, schema.anyOf, value, path)
  if (typeof value === 'object') return coerceObject(root, schema, value, path)
  if (value === '') return coerceEmpty(schema, path)
  if (allows(schema, 'string')) return value
  if (allows(schema, 'boolean') && (value === 'true' || value === 'false')) return value === 'true'
  if (isNumeric(schema) && /^-?\d+(\.\d+)?$/.test(value)) return Number(value)
  return value
}

function coerceUnion(root: SchemaNode, arms: SchemaNode[], value: FormValue, path: string[]): unknown {
  const resolved = arms.map((arm) => resolveRef(root, arm))
  if (value === '' && resolved.some((arm) => allows(arm, 'null'))) return null
  const structured = typeof value === 'object'
  const fitting = resolved.find((arm) => structured === (allows(arm, 'object') || allows(arm, 'array')))
  if (structured || typeof value !== 'string') return fitting ? coerce(root, fitting, value, path) : value
  const literal = resolved.some((arm) => arm.const === value || arm.enum?.includes(value))
  const scalar = resolved.find(
    (arm) => !allows(arm, 'null') && !allows(arm, 'object') && arm.const === undefined,
  )
  return literal || !scalar ? value : coerce(root, scalar, value, path)
}

function coerceObject(root: SchemaNode, schema: SchemaNode, value: FormObject, path: string[]): unknown {
  const keys = Object.keys(value)
  if (allows(schema, 'array') && keys.every((key) => /^\d+$/.test(key))) {
    const ordered = keys.toSorted((a, b) => Number(a) - Number(b))
    return ordered.map((key, index) =>
      coerce(root, schema.items ?? {}, value[key] ?? '', [...path, String(index)]),
    )
  }
  const result: Record<string, unknown> = {}
  for (const [key, child] of Object.entries(value)) {
    const open = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined
    const known = Object.hasOwn(schema.properties ?? {}, key) ? schema.properties?.[key] : open
    const coerced = known ? coerce(root, known, child, [...path, key]) : child
    Object.defineProperty(result, key, {
      value: coerced,
      enumerable: true,
      writable: true,
      configurable: true,
    })
  }
  return result
}

/**
 * What Stripe unsets by an empty string though the SDK's types do not say so: a product's default price (a maintainer in
 * stripe/stripe-python, issue 658; done so by polarsource/polar, pull request 5350).
 */
const UNSET_ALL_THE_SAME: readonly string[] = ['default_price']

/** docs.stripe.com/error-codes#parameter-invalid-empty */
function coerceEmpty(schema: SchemaNode, path: string[]): unknown {
  if (allows(schema, 'null')) return null
  const param = paramName(path)
  if (UNSET_ALL_THE_SAME.includes(param)) return ''
  throw invalidRequest(
    `You passed an empty string for '${param}'. We assume empty values are an attempt to unset a parameter; however '${param}' cannot be unset. You should remove '${param}' from your request or supply a non-empty value.`,
    { param, code: 'parameter_invalid_empty' },
  )
}

function isNumeric(schema: SchemaNode): boolean {
  return allows(schema, 'number') || allows(schema, 'integer')
}

function allows(schema: SchemaNode, type: string): boolean {
  return Array.isArray(schema.type) ? schema.type.includes(type) : schema.type === type
}
