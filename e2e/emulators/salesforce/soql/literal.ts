import type { LiteralType } from '@jetstreamapp/soql-parser-js'
import { malformed, notModelled } from './query-refusal'

/** A value written in a query. */
export type Literal =
  | { readonly kind: 'null' }
  /** `raw` still has its escapes: LIKE tells `\%` from `%`. */
  | { readonly kind: 'string'; readonly text: string; readonly raw: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'datetime'; readonly at: number }
  | { readonly kind: 'date'; readonly text: string }

/** Strings in WHERE (SOQL and SOSL Limits). */
const LONGEST_STRING = 4_000

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  '"': '"',
  "'": "'",
  '\\': '\\',
  _: '_',
  '%': '%',
}

/** The value behind `text` as the parser found it. */
export function literalOf(text: string, type: LiteralType | undefined): Literal {
  const kind: string = type ?? ''
  switch (kind) {
    case 'NULL':
      return { kind: 'null' }
    case 'STRING':
      return stringLiteral(text.slice(1, -1))
    case 'INTEGER':
    case 'DECIMAL':
      return { kind: 'number', value: Number(text) }
    case 'BOOLEAN':
      return { kind: 'boolean', value: text.toUpperCase() === 'TRUE' }
    case 'DATETIME':
      return { kind: 'datetime', at: Date.parse(text) }
    case 'DATE':
      return { kind: 'date', text }
    default:
      throw notModelled(`the value ${text} (${kind})`)
  }
}

/** `raw` with its escapes undone, each handed to `escaped` and every other character to `plain`. */
export function readEscapes(
  raw: string,
  plain: (character: string) => string,
  escaped: (character: string) => string,
): string {
  return raw.replaceAll(/\\(u[0-9a-f]{4}|[\s\S])|[\s\S]/gi, (found, escape?: string) => {
    if (escape === undefined) return plain(found)
    if (escape.length > 1) return escaped(String.fromCharCode(Number.parseInt(escape.slice(1), 16)))
    const meant = ESCAPES[escape.toLowerCase()]
    if (meant !== undefined) return escaped(meant)
    throw malformed(
      `Invalid string literal '${raw}'. Illegal character sequence '${found}' in string literal.`,
    )
  })
}

function stringLiteral(raw: string): Literal {
  const text = readEscapes(raw, same, same)
  // The limit is documented, its refusal is not: code and words are a guess.
  if (text.length > LONGEST_STRING)
    throw malformed(`string literal in WHERE is longer than ${LONGEST_STRING} characters`)
  return text === '' ? { kind: 'null' } : { kind: 'string', text, raw }
}

function same(character: string): string {
  return character
}
