import { isAlias, isCollection, isMap, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml'
import type { Document, Node, ParsedNode } from 'yaml'

/** What is wrong with a file. `path` leads to the place (`units.3.content.title`), `line` counts from 1. */
export type FileProblem = { readonly line: number; readonly path: string; readonly message: string }

/** YAML with every single value as the text it was written as; nothing is `undefined`. */
export type Text = string | undefined | readonly Text[] | { readonly [key: string]: Text }

export type ReadYaml =
  | { readonly outcome: 'read'; readonly value: Text; readonly lineAt: (path: string) => number }
  | { readonly outcome: 'malformed'; readonly problems: readonly FileProblem[] }

/**
 * Reads YAML 1.2 of plain maps, lists and values. References (`&a`, `*a`) and tags (`!!x`) are refused: nobody needs them
 * here, and a few lines of them can stand for gigabytes. Values stay text: "19.10" is no number that loses its zero.
 */
export function readYaml(text: string): ReadYaml {
  const lines = new LineCounter()
  let document: Document.Parsed
  try {
    document = parseDocument(text, {
      version: '1.2',
      schema: 'core',
      lineCounter: lines,
      prettyErrors: false,
    })
  } catch {
    // The reader calls itself for each level: too many of them break it off.
    return { outcome: 'malformed', problems: [{ line: 1, path: '', message: 'is nested too deeply' }] }
  }
  const lineOf = (offset: number) => Math.max(1, lines.linePos(offset).line)
  const problems = document.errors.map(({ message, pos }) => ({ line: lineOf(pos[0]), path: '', message }))
  if (problems.length === 0) problems.push(...foreignParts(document, lineOf))
  if (problems.length > 0) return { outcome: 'malformed', problems }
  const root = document.contents
  return { outcome: 'read', value: asText(root), lineAt: (path) => lineOf(offsetAt(root, path)) }
}

function foreignParts(document: Document.Parsed, lineOf: (offset: number) => number): FileProblem[] {
  const problems: FileProblem[] = []
  visit(document, {
    Node: (_, node) => {
      const message = isAlias(node)
        ? 'References such as *name are not read here: write the text itself'
        : (node.tag ?? node.anchor) === undefined
          ? undefined
          : 'Tags and anchors such as !!binary or &name are not read here'
      if (message !== undefined) problems.push({ line: lineOf(node.range?.[0] ?? 0), path: '', message })
    },
  })
  return problems
}

function asText(node: unknown): Text {
  if (isScalar(node)) {
    if (typeof node.value === 'string') return node.value
    return node.value === null ? undefined : node.source
  }
  if (isSeq(node)) return node.items.map(asText)
  if (!isMap(node)) return undefined
  return Object.fromEntries(node.items.map(({ key, value }) => [keyText(key), asText(value)]))
}

function keyText(key: unknown): string {
  return isScalar(key) ? (key.source ?? String(key.value)) : String(key)
}

/** Where the value of a path begins, or the nearest thing around it that is there. */
function offsetAt(root: ParsedNode | null, path: string): number {
  let node: unknown = root
  let offset = root?.range[0] ?? 0
  for (const part of path === '' ? [] : path.split('.')) {
    const next = step(node, part)
    if (next === undefined) return offset
    ;[node, offset] = next
  }
  return offset
}

/** The node a step further, and where it is written: a map's entry at its key, so that long texts are found by their name. */
function step(node: unknown, part: string): [unknown, number] | undefined {
  if (isSeq(node)) {
    const item = node.items[Number(part)]
    return isNodeWithRange(item) ? [item, item.range[0]] : undefined
  }
  if (!isMap(node)) return undefined
  const pair = node.items.find(({ key }) => keyText(key) === part)
  if (pair === undefined || !isNodeWithRange(pair.key)) return undefined
  return [pair.value, pair.key.range[0]]
}

function isNodeWithRange(value: unknown): value is Node & { range: [number, number, number] } {
  return (isScalar(value) || isCollection(value)) && Array.isArray(value.range)
}
