import { parseRichText } from '@/lib/catalog/rich-text/parse'
import { isBreak } from '@/lib/catalog/rich-text/tree'
import type { Block, Inline, RichText } from '@/lib/catalog/rich-text/tree'
import type { Hint } from './hint'
import type { Written } from './written'

/** About ten lines on a desktop, a whole screen on a phone. */
const LONG_PARAGRAPH = 600
/** Words that say nothing when they are read out in a list of links (WCAG 2.4.4, 2.4.9). */
const SAY_NOTHING =
  /^(click |tap )?(here|this|link|this link|this page|more|read more|learn more|see more|details)[.…]?$/i

/** What could be better in the rich texts of a draft: order of headings, words of links, long paragraphs. */
export function proseHints(texts: readonly Written[]): Hint[] {
  return texts.filter(({ type }) => type === 'rich').flatMap(hintsOf)
}

function hintsOf({ path, name, text }: Written): Hint[] {
  const blocks = parseRichText(text)
  const hints: Hint[] = []
  const say = (message: string) => hints.push({ level: 'should', path, message: `${name}: ${message}` })
  for (const title of jumpingHeadings(blocks)) say(`“${title}” is a subheading without a heading above it`)
  for (const { words, address } of linksIn(blocks)) {
    if (SAY_NOTHING.test(words)) say(`the link “${words}” does not say where it leads`)
    else if (words === address || /^https?:\/\/\S+$/.test(words))
      say(`a link shows its address; name the page it leads to instead`)
  }
  const long = paragraphsIn(blocks).filter((length) => length > LONG_PARAGRAPH)
  if (long.length > 0)
    say(`a paragraph has ${Math.max(...long)} characters; two shorter ones are easier on a phone`)
  return hints
}

/** Subheadings that come before any heading of their text. */
function jumpingHeadings(blocks: RichText): string[] {
  const first = blocks.findIndex((block) => block.type === 'heading' && block.level === 2)
  const before = first === -1 ? blocks : blocks.slice(0, first)
  return before.flatMap((block) => (block.type === 'heading' ? [wordsOf(block.inline)] : []))
}

/** The links of a rich text with the words that carry them, in order; one that changes its look within is one. */
export function linksIn(blocks: RichText): { readonly words: string; readonly address: string }[] {
  return inlinesIn(blocks).flatMap((inline) => {
    const links: { words: string; address: string }[] = []
    let open: string | undefined
    for (const run of inline) {
      const address = isBreak(run) ? undefined : run.link
      if (address !== undefined && !isBreak(run)) {
        const last = links.at(-1)
        if (last !== undefined && open === address) last.words += run.text
        else links.push({ words: run.text, address })
      }
      open = address
    }
    return links.map(({ words, address }) => ({ words: words.trim(), address }))
  })
}

function paragraphsIn(blocks: readonly Block[]): number[] {
  return blocks.flatMap((block) => {
    if (block.type === 'paragraph') return [wordsOf(block.inline).length]
    return block.type === 'list' ? block.items.flatMap((item) => paragraphsIn(item)) : []
  })
}

function inlinesIn(blocks: readonly Block[]): (readonly Inline[])[] {
  return blocks.flatMap((block): (readonly Inline[])[] => {
    if (block.type === 'code') return []
    return block.type === 'list' ? block.items.flatMap((item) => inlinesIn(item)) : [block.inline]
  })
}

function wordsOf(inline: readonly Inline[]): string {
  return inline.map((run) => (isBreak(run) ? ' ' : run.text)).join('')
}
