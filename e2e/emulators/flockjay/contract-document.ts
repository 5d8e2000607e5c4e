import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parsers } from 'prettier/plugins/yaml'
import { z } from 'zod'

const FILE = join(import.meta.dirname, '../../../lib/flockjay/openapi.yaml')

type Node = {
  readonly type: string
  readonly value?: string | undefined
  readonly children?: readonly (Node | null)[] | undefined
}
const nodeSchema: z.ZodType<Node> = z.lazy(() =>
  z.object({
    type: z.string(),
    value: z.string().optional(),
    children: z.array(nodeSchema.nullable()).optional(),
  }),
)

/**
 * lib/flockjay/openapi.yaml as a value. Read with the formatter's YAML parser, because the project has no other; throws
 * for YAML that the contract does not use (anchors, tags, several documents).
 */
export async function readContract(): Promise<unknown> {
  const text = await readFile(FILE, 'utf8')
  // The parser asks for options that it does not read.
  const tree: unknown = await parsers.yaml.parse(text, {} as Parameters<typeof parsers.yaml.parse>[1])
  const [document, ...others] = childrenOf(nodeSchema.parse(tree))
  const [, body] = childrenOf(document)
  if (others.length > 0) throw new Error('The contract is one YAML document')
  return valueOf(childrenOf(body)[0])
}

function valueOf(node: Node | null | undefined): unknown {
  switch (node?.type ?? 'nothing') {
    case 'mapping':
    case 'flowMapping':
      return Object.fromEntries(childrenOf(node).map(pairOf))
    case 'sequence':
    case 'flowSequence':
      return childrenOf(node).map((item) => valueOf(item?.type.endsWith('Item') ? childrenOf(item)[0] : item))
    case 'plain':
      return scalarOf(node?.value ?? '')
    case 'quoteSingle':
    case 'quoteDouble':
    case 'blockLiteral':
    case 'blockFolded':
      return node?.value
    default:
      throw new Error(`The contract uses YAML that is not read here: ${node?.type ?? 'nothing'}`)
  }
}

function pairOf(item: Node | null): [string, unknown] {
  const [key, value] = childrenOf(item)
  return [String(valueOf(childrenOf(key)[0])), valueOf(childrenOf(value)[0])]
}

/** An unquoted scalar by YAML's core schema. */
function scalarOf(text: string): unknown {
  if (text === 'true' || text === 'false') return text === 'true'
  if (text === 'null' || text === '~') return null
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text
}

function childrenOf(node: Node | null | undefined): readonly (Node | null)[] {
  return node?.children ?? []
}
