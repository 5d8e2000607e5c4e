import type {
  Code as CodeNode,
  Heading as HeadingNode,
  List as ListNode,
  ListItem,
  Nodes,
  RootContent,
} from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import type { Options } from 'mdast-util-from-markdown'
import { isLanguage, normalForm } from './normal-form'
import { withoutDepths } from './depths'
import { inlineOf } from './parse-inline'
import type { Source } from './parse-inline'
import type { Block, CodeBlock, Inline, Item, List, Paragraph, RichText } from './tree'

/**
 * Reads tiny Markdown (CommonMark 0.31 without what a course page has no use for). Whatever it does not know stays the
 * text it is: HTML, quotes, images, lines, references. It never fails.
 */
export function parseRichText(markdown: string): RichText {
  const text = tamed(markdown)
  const source: Source = (node) => sourceOf(text, node)
  const { children } = fromMarkdown(text, { extensions: [UNKNOWN] })
  return normalForm(children.flatMap((node) => blockOf(node, source)))
}

const UNKNOWN: NonNullable<Options['extensions']>[number] = {
  disable: {
    null: ['autolink', 'blockQuote', 'codeIndented', 'definition', 'htmlFlow', 'htmlText', 'setextUnderline'],
  },
}

// The places of the nodes in the text are counted without a byte order mark.
function tamed(markdown: string): string {
  return withoutDepths(markdown.toWellFormed().replace(/^\uFEFF+/, ''))
}

function sourceOf(text: string, { position }: Nodes): string {
  return text.slice(position?.start.offset, position?.end.offset)
}

function blockOf(node: RootContent, source: Source): Block[] {
  const block = knownBlock(node, source)
  return block !== undefined && normalForm([block]).length > 0 ? [block] : [words(source(node))]
}

function knownBlock(node: RootContent, source: Source): Block | undefined {
  if (node.type === 'code') return codeBlock(node)
  if (node.type === 'heading' && (node.depth === 2 || node.depth === 3))
    return { type: 'heading', level: node.depth, inline: inlineOf(node.children, source) }
  return itemBlock(node, source)
}

function itemBlock(node: RootContent, source: Source): Paragraph | List | undefined {
  if (node.type === 'paragraph') return { type: 'paragraph', inline: inlineOf(node.children, source) }
  if (node.type === 'list') return list(node, source)
  if (node.type === 'code') return codeAsWords(codeBlock(node))
  return node.type === 'heading' ? headingAsWords(node, source) : undefined
}

function list(node: ListNode, source: Source): List {
  const items = node.children.map((item) => itemOf({ ...item, children: item.children.map(shallow) }, source))
  return { type: 'list', start: node.ordered ? (node.start ?? 1) : undefined, items }
}

/** A list in a list with the items of all lists in it as its own. Without recursion: there may be hundreds. */
function shallow<N extends RootContent>(node: N): N | ListNode {
  if (node.type !== 'list') return node
  const children: ListItem[] = []
  const left = [...node.children].reverse()
  for (let item = left.pop(); item !== undefined; item = left.pop()) {
    const at = item.children.findIndex(({ type }) => type === 'list')
    const deeper = item.children[at]
    if (deeper?.type !== 'list') children.push(item)
    else {
      left.push({ ...item, children: item.children.slice(at + 1) }, ...[...deeper.children].reverse())
      children.push({ ...item, children: item.children.slice(0, at) })
    }
  }
  return { ...node, children }
}

function itemOf(item: ListItem, source: Source): Item {
  return item.children.flatMap((node) => {
    const block = itemBlock(node, source)
    return block !== undefined && normalForm([block]).length > 0 ? [block] : [words(source(node))]
  })
}

function headingAsWords({ depth, children }: HeadingNode, source: Source): Paragraph {
  return { type: 'paragraph', inline: [{ text: `${'#'.repeat(depth)} ` }, ...inlineOf(children, source)] }
}

/** What stands beside the language is of no use to us, but it is somebody's words. */
function codeBlock({ lang, meta, value }: CodeNode): CodeBlock {
  const info = [lang, meta].filter((part) => part != null && part !== '').join(' ')
  if (info === '') return { type: 'code', text: value }
  return isLanguage(info)
    ? { type: 'code', language: info, text: value }
    : { type: 'code', text: `${info}\n${value}` }
}

/** In a list there are no blocks of code, only lines of it. */
function codeAsWords({ text }: CodeBlock): Paragraph {
  const lines = text.split('\n').map((line): Inline => ({ text: line, code: true }))
  return { type: 'paragraph', inline: lines.flatMap((line) => [{ break: true }, line]) }
}

function words(text: string): Paragraph {
  return { type: 'paragraph', inline: [{ text }] }
}
