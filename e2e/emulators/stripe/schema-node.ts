import { z } from 'zod'

/** The part of JSON Schema that the generator writes and this emulator reads. */
export type SchemaNode = {
  $ref?: string | undefined
  type?: string | string[] | undefined
  const?: unknown
  enum?: unknown[] | undefined
  pattern?: string | undefined
  properties?: Record<string, SchemaNode> | undefined
  additionalProperties?: boolean | SchemaNode | undefined
  required?: string[] | undefined
  items?: SchemaNode | undefined
  anyOf?: SchemaNode[] | undefined
  definitions?: Record<string, SchemaNode> | undefined
}

export const schemaNode: z.ZodType<SchemaNode> = z.lazy(() =>
  z.looseObject({
    $ref: z.string().optional(),
    type: z.union([z.string(), z.array(z.string())]).optional(),
    const: z.unknown().optional(),
    enum: z.array(z.unknown()).optional(),
    pattern: z.string().optional(),
    properties: z.record(z.string(), schemaNode).optional(),
    additionalProperties: z.union([z.boolean(), schemaNode]).optional(),
    required: z.array(z.string()).optional(),
    items: schemaNode.optional(),
    anyOf: z.array(schemaNode).optional(),
    definitions: z.record(z.string(), schemaNode).optional(),
  }),
)

const REF = '#/definitions/'

/** Follows references within one document. Throws when one leads nowhere: the document is then broken. */
export function resolveRef(root: SchemaNode, node: SchemaNode): SchemaNode {
  let current = node
  while (current.$ref !== undefined) {
    const name = decodeURIComponent(current.$ref.slice(REF.length))
    const next: SchemaNode | undefined = root.definitions?.[name]
    if (!next) throw new Error(`The request schema refers to ${current.$ref}, which it does not define`)
    current = next
  }
  return current
}
