import { Ajv, type ErrorObject } from 'ajv'
import { type StripeFault, invalidRequest } from './errors'
import { type FormObject, paramName } from './form-encoding'
import { coerce } from './request-coercion'
import { loadRequestSchema } from './request-schema'
import type { Operation, Requests } from './request-types'
import type { SchemaNode } from './schema-node'

export type RequestValidation = {
  /** Reads a form as the parameters of one operation. Throws Stripe's own refusal where they do not fit. */
  readonly parse: <K extends Operation>(operation: K, form: FormObject) => Requests[K]
}

const DOCUMENT = 'requests'

let shared: Promise<RequestValidation> | undefined

/** One compiled set for the process: starting a second emulator costs nothing. */
export function openRequestValidation(): Promise<RequestValidation> {
  shared ??= loadRequestSchema().then(createRequestValidation)
  return shared
}

export function createRequestValidation(schema: SchemaNode): RequestValidation {
  const ajv = new Ajv({ allErrors: true, strict: false, validateFormats: false })
  ajv.addSchema(schema, DOCUMENT)
  const entries = new Map<string, { $ref: string }>()
  for (const [operation, node] of Object.entries(schema.properties ?? {})) {
    if (node.$ref !== undefined) entries.set(operation, { $ref: `${DOCUMENT}${node.$ref}` })
  }
  // The one call whose schema takes a quarter of a second to compile, and whose latency is measured.
  ajv.compile(entries.get('POST /v1/checkout/sessions') ?? {})
  return {
    parse<K extends Operation>(operation: K, form: FormObject): Requests[K] {
      const entry = entries.get(operation)
      const node = schema.properties?.[operation]
      if (!entry || !node) throw new Error(`The request schema has no ${operation}`)
      const value = coerce(schema, node, form)
      const validate = ajv.compile<Requests[K]>(entry)
      if (validate(value)) return value
      throw refusal(validate.errors ?? [], value)
    },
  }
}

/** Stripe names what it does not know before what is missing, and both before what is malformed (seen in its answers). */
function refusal(errors: ErrorObject[], value: unknown): StripeFault {
  const unknown = errors.filter((error) => error.keyword === 'additionalProperties')
  if (unknown.length > 0) return unknownParameters(unknown)
  const missing = errors.find((error) => error.keyword === 'required')
  if (missing) {
    const param = nameOf(missing, String(missing.params['missingProperty']))
    return invalidRequest(`Missing required param: ${param}.`, { param, code: 'parameter_missing' })
  }
  return malformed(deepest(errors), value)
}

function unknownParameters(errors: ErrorObject[]): StripeFault {
  const names = errors.map((error) => nameOf(error, String(error.params['additionalProperty'])))
  const label = names.length > 1 ? 'parameters' : 'parameter'
  const code = 'parameter_unknown'
  return invalidRequest(`Received unknown ${label}: ${names.join(', ')}`, { param: names[0], code })
}

function malformed(error: ErrorObject | undefined, root: unknown): StripeFault {
  if (!error) return invalidRequest('Invalid request.')
  const param = nameOf(error)
  const given = valueAt(root, error.instancePath)
  const shown = typeof given === 'string' ? given : JSON.stringify(given)
  if (error.keyword === 'enum' || error.keyword === 'const') {
    return invalidRequest(`Invalid ${param}: must be one of ${listed(error)}`, { param })
  }
  if (error.keyword === 'pattern') return invalidRequest(`Invalid decimal: ${shown}`, { param })
  const type = String(error.params['type'] ?? 'value').split(',')[0]
  if (type === 'integer') {
    return invalidRequest(`Invalid integer: ${shown}`, { param, code: 'parameter_invalid_integer' })
  }
  if (type === 'array' || type === 'object') return invalidRequest(`Invalid ${type}`, { param })
  return invalidRequest(`Invalid ${type}: ${shown}`, { param })
}

function listed(error: ErrorObject): string {
  const allowed: unknown = error.params['allowedValues'] ?? [error.params['allowedValue']]
  const names = Array.isArray(allowed) ? allowed.map(String) : []
  return new Intl.ListFormat('en', { type: 'disjunction' }).format(names)
}

/** Of a union every arm complains; the complaint that got furthest is about the arm that was meant. */
function deepest(errors: ErrorObject[]): ErrorObject | undefined {
  const told = errors.filter((error) => error.keyword !== 'anyOf' && error.params['type'] !== 'null')
  return told.toSorted((a, b) => b.instancePath.length - a.instancePath.length)[0]
}

function nameOf(error: ErrorObject, child?: string): string {
  return paramName([...pointer(error.instancePath), ...(child === undefined ? [] : [child])])
}

function pointer(instancePath: string): string[] {
  const parts = instancePath.split('/').slice(1)
  return parts.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
}

function valueAt(root: unknown, instancePath: string): unknown {
  let node = root
  for (const key of pointer(instancePath)) {
    if (typeof node !== 'object' || node === null) return undefined
    node = Object.entries(node).find(([name]) => name === key)?.[1]
  }
  return node
}
