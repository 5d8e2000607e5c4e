import type { SchemaNode } from './schema-node'

/** Names of numbers that may have a fraction; every other number of Stripe's API is an integer. */
const FRACTIONS = new Set(['percent_off', 'percentage', 'application_fee_percent', 'fee_percent'])

/**
 * Makes the generated schema say what Stripe's server means:
 * - open enums (`'a' | 'b' | OtherString`, the SDK's way to stay compatible) become closed: the arm that admits any string goes;
 * - `Emptyable<T>` (`null | '' | T`) becomes `null | T`; the empty string is turned into null when the form is read;
 * - numbers are integers but for the few percentages; a Decimal is a string of digits.
 */
export function normalSchema(root: SchemaNode): SchemaNode {
  const definitions: Record<string, SchemaNode> = {}
  for (const [name, node] of Object.entries(root.definitions ?? {})) {
    definitions[name] = name === 'Decimal' ? DECIMAL : normalNode(node, name)
  }
  return { ...normalNode(root, ''), definitions }
}

const DECIMAL: SchemaNode = { type: 'string', pattern: '^-?\\d+(\\.\\d+)?$' }

function normalNode(node: SchemaNode, name: string): SchemaNode {
  if (node.anyOf) return normalUnion(node.anyOf, name)
  const copy: SchemaNode = { ...node }
  if (node.type === 'number' && !FRACTIONS.has(name)) copy.type = 'integer'
  if (node.items) copy.items = normalNode(node.items, name)
  if (node.properties) {
    const named = Object.entries(node.properties)
    copy.properties = Object.fromEntries(named.map(([key, child]) => [key, normalNode(child, key)]))
  }
  if (typeof node.additionalProperties === 'object') {
    copy.additionalProperties = normalNode(node.additionalProperties, name)
  }
  return copy
}

function normalUnion(arms: SchemaNode[], name: string): SchemaNode {
  const kept = arms.filter((arm) => arm.$ref !== '#/definitions/OtherString' && arm.const !== '')
  const nullable = kept.some((arm) => arm.type === 'null')
  const values = kept.filter((arm) => arm.type !== 'null')
  const literals = values.every((arm) => arm.const !== undefined)
  const [only] = values
  if (literals) return withNull({ type: 'string', enum: values.map((arm) => arm.const) }, nullable)
  if (values.length === 1 && only) return withNull(normalNode(only, name), nullable)
  return withNull({ anyOf: values.map((arm) => normalNode(arm, name)) }, nullable)
}

function withNull(node: SchemaNode, nullable: boolean): SchemaNode {
  return nullable ? { anyOf: [{ type: 'null' }, node] } : node
}
