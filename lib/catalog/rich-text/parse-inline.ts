import type { Nodes, PhrasingContent } from 'mdast'
import { isLinkAddress } from './link-address'
import type { Inline, Marks } from './tree'

/** The Markdown that a node was read from. */
export type Source = (node: Nodes) => string

/** The words of a block with their marks. A link that leads nowhere we allow is its words; what is unknown is its source. */
export function inlineOf(nodes: readonly PhrasingContent[], source: Source, marks: Marks = {}): Inline[] {
  return nodes.flatMap((node): Inline[] => {
    if (node.type === 'text') return [{ ...marks, text: node.value }]
    if (node.type === 'inlineCode') return [{ ...marks, text: node.value, code: true }]
    if (node.type === 'break') return [{ break: true }]
    if (node.type === 'strong') return inlineOf(node.children, source, { ...marks, strong: true })
    if (node.type === 'emphasis') return inlineOf(node.children, source, { ...marks, emphasis: true })
    if (node.type !== 'link' || node.children.length === 0) return [{ ...marks, text: source(node) }]
    return inlineOf(node.children, source, isLinkAddress(node.url) ? { ...marks, link: node.url } : marks)
  })
}
