import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { z } from 'zod'

/** The SFDX project that an admin deploys. */
export const PROJECT = join(import.meta.dirname, 'metadata')
const SOURCE = join(PROJECT, 'force-app/main/default')

/** An element of a metadata file, with its children in the order of the file. */
export type XmlElement = {
  readonly name: string
  readonly text: string
  readonly children: readonly XmlElement[]
}

/** A metadata file: its path below force-app/main/default, and its outermost element. */
export type MetadataFile = { readonly path: string; readonly root: XmlElement }

const parser = new XMLParser({ preserveOrder: true, parseTagValue: false })
const parts = z.array(z.record(z.string(), z.unknown()))
const textPart = z.string().optional()

/** Every file of the shipped metadata, for tests. Throws, naming the file, for what is no XML document. */
export function shippedMetadata(): MetadataFile[] {
  return readdirSync(SOURCE, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(SOURCE.length + 1))
    .sort()
    .map((path) => ({ path, root: parseMetadata(path, readFileSync(join(SOURCE, path), 'utf8')) }))
}

/** Reads the XML of a metadata file. Throws, naming it, for what is not well-formed. */
export function parseMetadata(path: string, xml: string): XmlElement {
  const valid = XMLValidator.validate(xml)
  if (valid !== true) throw new Error(`${path}:${valid.err.line}: ${valid.err.msg}`)
  const [root] = elements(parts.parse(parser.parse(xml)))
  if (root === undefined) throw new Error(`${path}: empty`)
  return root
}

function elements(list: z.infer<typeof parts>): XmlElement[] {
  return list.flatMap((part) =>
    Object.entries(part)
      .filter(([name]) => name !== ':@' && name !== '#text' && !name.startsWith('?'))
      .map(([name, inner]) => element(name, parts.parse(inner))),
  )
}

function element(name: string, inner: z.infer<typeof parts>): XmlElement {
  const text = inner.map((part) => textPart.parse(part['#text']) ?? '').join('')
  return { name, text, children: elements(inner) }
}

/** The elements at a path of names below this one. */
export function at(from: XmlElement, ...names: readonly string[]): XmlElement[] {
  const [first, ...rest] = names
  if (first === undefined) return [from]
  return from.children.filter(({ name }) => name === first).flatMap((child) => at(child, ...rest))
}

/** The texts of the elements at a path of names. */
export function texts(from: XmlElement, ...names: readonly string[]): string[] {
  return at(from, ...names).map(({ text }) => text)
}

/** The text of the one element at a path of names; undefined where there is none. */
export function textAt(from: XmlElement, ...names: readonly string[]): string | undefined {
  return texts(from, ...names)[0]
}
