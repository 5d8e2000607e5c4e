import { parseRichText } from './parse'
import { isBreak } from './tree'
import type { Block, Inline } from './tree'

/** The words alone, a line for each paragraph, for search results, structured data and lengths. */
export function plainText(markdown: string): string {
  return parseRichText(markdown).flatMap(linesOf).join('\n')
}

function linesOf(block: Block): string[] {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return [block.inline.map(words).join('')]
    case 'code':
      return [block.text]
    case 'list':
      return block.items.flatMap((item) => item.flatMap(linesOf))
  }
}

function words(inline: Inline): string {
  return isBreak(inline) ? '\n' : inline.text
}
