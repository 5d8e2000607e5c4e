import { isBreak } from './tree'
import type { Block, Inline, Item, RichText, Run } from './tree'

/** Words that lead somewhere wherever a text has them. */
export type NamedAddress = { readonly words: string; readonly address: string }

/** The text with each of the words linked, unless they are in a link or in code. */
export function linkWords(text: RichText, names: readonly NamedAddress[]): RichText {
  const known = names.filter(({ words }) => words !== '')
  if (known.length === 0) return text
  // The longest first: "Redis for Java" is in "Redis for JavaScript".
  const longestFirst = [...known].sort((a, b) => b.words.length - a.words.length)
  const pattern = new RegExp(
    `(${longestFirst.map(({ words }) => words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`,
  )
  const address = (words: string) => known.find((name) => name.words === words)?.address
  const run = (part: Run): Run[] =>
    part.link !== undefined || part.code
      ? [part]
      : part.text
          .split(pattern)
          .filter((words) => words !== '')
          .map((words) => {
            const link = address(words)
            return link === undefined ? { ...part, text: words } : { ...part, text: words, link }
          })
  const inline = (parts: readonly Inline[]) =>
    parts.flatMap((part): Inline[] => (isBreak(part) ? [part] : run(part)))
  return text.map((block) => withInline(block, inline))
}

function withInline<B extends Block>(block: B, inline: (parts: readonly Inline[]) => Inline[]): B {
  if (block.type === 'list')
    return { ...block, items: block.items.map((item): Item => item.map((part) => withInline(part, inline))) }
  return block.type === 'code' ? block : { ...block, inline: inline(block.inline) }
}
