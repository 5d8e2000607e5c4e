import type {
  Heading as HeadingNode,
  List as ListNode,
  ListItem,
  Paragraph as ParagraphNode,
  Root,
} from 'mdast'
import { toMarkdown } from 'mdast-util-to-markdown'
import { normalForm } from './normal-form'
import type { Block, Item, List, Paragraph } from './tree'
import { phrasing } from './write-inline'

/** The text as tiny Markdown, the same for all that reads the same. `parseRichText` gives back its normal form. */
export function writeRichText(text: readonly Block[]): string {
  const root: Root = { type: 'root', children: normalForm(text).map(nodeOf) }
  return toMarkdown(root, STYLE).trimEnd()
}

const STYLE = {
  bullet: '-',
  emphasis: '*',
  strong: '*',
  fences: true,
  listItemIndent: 'one',
  incrementListMarker: true,
  resourceLink: true,
} as const

function nodeOf(block: Block): ParagraphNode | HeadingNode | ListNode | Root['children'][number] {
  switch (block.type) {
    case 'heading':
      return { type: 'heading', depth: block.level, children: phrasing(block.inline) }
    case 'code':
      return { type: 'code', lang: block.language ?? null, value: block.text }
    case 'paragraph':
    case 'list':
      return partOf(block)
  }
}

function partOf(block: Paragraph | List): ParagraphNode | ListNode {
  if (block.type === 'paragraph') return { type: 'paragraph', children: phrasing(block.inline) }
  const ordered = block.start !== undefined
  const children = block.items.map(itemOf)
  return { type: 'list', ordered, start: block.start ?? null, spread: false, children }
}

function itemOf(item: Item): ListItem {
  return { type: 'listItem', spread: isLoose(item), children: item.map(partOf) }
}

/** Blank lines within an item, unless it is a line and a list. */
function isLoose(item: Item): boolean {
  return item.length > 2 || item.filter(({ type }) => type === 'paragraph').length > 1
}
