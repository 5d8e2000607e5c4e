import { normalInline, normalLines } from './normal-inline'
import type { Block, CodeBlock, Item, List, Paragraph, RichText } from './tree'

/**
 * The one form of a text that reads the same: no empty parts, one space between words, lists at most one deep, nothing
 * bold but words. What Markdown cannot say is not in it, so writing it down and reading it again loses nothing.
 */
export function normalForm(blocks: readonly Block[]): RichText {
  return mergedLists(blocks.flatMap(normalBlock))
}

function normalBlock(block: Block): Block[] {
  switch (block.type) {
    case 'paragraph':
      return paragraphs(block)
    case 'heading': {
      const inline = normalInline(block.inline)
      return inline.length === 0 ? [] : [{ type: 'heading', level: block.level, inline }]
    }
    case 'code':
      return normalCode(block)
    case 'list':
      return normalList(block, 'outer')
  }
}

function paragraphs({ inline }: Paragraph): Paragraph[] {
  return normalLines(inline).map((lines) => ({ type: 'paragraph', inline: lines }))
}

// Line ends as one, no control characters, no blank lines around.
function normalCode({ language, text }: CodeBlock): CodeBlock[] {
  const clean = text
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/(?![\n\t])\p{Cc}|\uFEFF/gu, '')
    .replace(/^(?:[^\S\n]*\n)+/, '')
    .trimEnd()
  if (clean === '') return []
  const known = language !== undefined && isLanguage(language)
  return [{ type: 'code', ...(known ? { language } : {}), text: clean }]
}

/** A word such as `python` or `c++`. */
export function isLanguage(word: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9+#.-]{0,19}$/.test(word)
}

function normalList(list: List, depth: 'outer' | 'inner'): List[] {
  const items = list.items.flatMap((item) => normalItem(item, depth))
  if (items.length === 0) return []
  return [{ type: 'list', start: normalStart(list.start), items }]
}

// Markdown takes numbers of up to nine digits; the items after the first need theirs.
function normalStart(start: number | undefined): number | undefined {
  if (start === undefined) return undefined
  return Number.isInteger(start) && start >= 0 ? Math.min(start, 900_000_000) : 1
}

/** One item, or several: lists that are too deep, or before any words, give their items to the list around. */
function normalItem(item: Item, depth: 'outer' | 'inner'): Item[] {
  const items: Item[] = []
  let current: (Paragraph | List)[] = []
  const finish = () => {
    if (current.length > 0) items.push(mergedLists(current))
    current = []
  }
  const parts = item.flatMap((part): (Paragraph | List)[] =>
    part.type === 'paragraph' ? paragraphs(part) : normalList(part, 'inner'),
  )
  for (const block of parts) {
    if (block.type === 'paragraph' || (depth === 'outer' && current.length > 0)) current.push(block)
    else {
      finish()
      items.push(...block.items)
    }
  }
  finish()
  return items
}

/** Two lists of one kind with nothing between them are one. */
function mergedLists<B extends Block>(blocks: readonly B[]): B[] {
  const merged: B[] = []
  for (const block of blocks) {
    const before = merged.at(-1)
    if (block.type === 'list' && before?.type === 'list' && numbered(block) === numbered(before))
      merged.splice(-1, 1, { ...before, items: [...before.items, ...block.items] })
    else merged.push(block)
  }
  return merged
}

function numbered({ start }: List): boolean {
  return start !== undefined
}
