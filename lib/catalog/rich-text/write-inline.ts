import type { PhrasingContent } from 'mdast'
import { isBreak } from './tree'
import type { Inline, Marks, Run } from './tree'

type Wrap = 'link' | 'strong' | 'emphasis'
const WRAPS: readonly Wrap[] = ['link', 'strong', 'emphasis']

/** Runs side by side become phrases within phrases: what reaches furthest is outermost. */
export function phrasing(inline: readonly Inline[], open: readonly Wrap[] = []): PhrasingContent[] {
  const nodes: PhrasingContent[] = []
  for (let index = 0; index < inline.length;) {
    const first = inline[index]
    if (first === undefined) break
    const widest = isBreak(first) ? undefined : widestWrap(first, inline.slice(index), open)
    if (widest === undefined) {
      nodes.push(leaf(first))
      index += 1
    } else {
      const { wrap, length } = widest
      const inner = phrasing(inline.slice(index, index + length), [...open, wrap])
      nodes.push(wrapped(wrap, first, inner))
      index += length
    }
  }
  return nodes
}

function leaf(inline: Inline): PhrasingContent {
  if (isBreak(inline)) return { type: 'break' }
  return inline.code ? { type: 'inlineCode', value: inline.text } : { type: 'text', value: inline.text }
}

function wrapped(wrap: Wrap, { link }: Inline & Marks, children: PhrasingContent[]): PhrasingContent {
  return wrap === 'link' ? { type: 'link', url: link ?? '', children } : { type: wrap, children }
}

function widestWrap(first: Run, inline: readonly Inline[], open: readonly Wrap[]) {
  const candidates = WRAPS.filter((wrap) => !open.includes(wrap) && first[wrap] !== undefined).map(
    (wrap) => ({
      wrap,
      length: reach(wrap, first, inline),
    }),
  )
  return candidates.reduce<(typeof candidates)[number] | undefined>(
    (widest, candidate) => (widest === undefined || candidate.length > widest.length ? candidate : widest),
    undefined,
  )
}

function reach(wrap: Wrap, first: Run, inline: readonly Inline[]): number {
  const end = inline.findIndex((part) => isBreak(part) || part[wrap] !== first[wrap])
  return end === -1 ? inline.length : end
}
