import { parseRichText } from './parse'
import { isBreak } from './tree'
import type { Block, Inline } from './tree'

/** Where the text's links lead, each once, in order. */
export function linksOf(markdown: string): string[] {
  return [...new Set(parseRichText(markdown).flatMap(linksIn))]
}

function linksIn(block: Block): string[] {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return block.inline.flatMap(linkOf)
    case 'code':
      return []
    case 'list':
      return block.items.flatMap((item) => item.flatMap(linksIn))
  }
}

function linkOf(inline: Inline): string[] {
  return isBreak(inline) || inline.link === undefined ? [] : [inline.link]
}
