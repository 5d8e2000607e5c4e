import { normalForm } from './normal-form'
import { isBreak } from './tree'
import type { Block, Inline, Item, Paragraph, RichText, Run } from './tree'

/** A node of the editor as JSON (ProseMirror's `Node.toJSON`). What it holds is checked where it is read. */
export type EditorNode = {
  type?: string
  attrs?: Record<string, unknown> | undefined
  content?: EditorNode[]
  text?: string
  marks?: EditorMark[]
}
type EditorMark = { type: string; attrs?: Record<string, unknown> }

/** The text as the editor has it. An empty text is one empty paragraph, for the caret. */
export function toEditor(text: RichText): EditorNode {
  const content = text.map(nodeOf)
  return { type: 'doc', content: content.length > 0 ? content : [{ type: 'paragraph' }] }
}

function nodeOf(block: Block): EditorNode {
  switch (block.type) {
    case 'paragraph':
      return { type: 'paragraph', content: block.inline.map(inlineNode) }
    case 'heading':
      return {
        type: 'heading',
        attrs: { level: block.level },
        content: block.inline.map(inlineNode),
      }
    case 'code': {
      const attrs = { language: block.language ?? null }
      return { type: 'codeBlock', attrs, content: [{ type: 'text', text: block.text }] }
    }
    case 'list': {
      const content = block.items.map((item) => ({ type: 'listItem', content: item.map(nodeOf) }))
      return block.start === undefined
        ? { type: 'bulletList', content }
        : { type: 'orderedList', attrs: { start: block.start }, content }
    }
  }
}

function inlineNode(inline: Inline): EditorNode {
  if (isBreak(inline)) return { type: 'hardBreak' }
  const marks: EditorMark[] = [
    ...(inline.link === undefined ? [] : [{ type: 'link', attrs: { href: inline.link } }]),
    ...(inline.strong ? [{ type: 'bold' }] : []),
    ...(inline.emphasis ? [{ type: 'italic' }] : []),
    ...(inline.code ? [{ type: 'code' }] : []),
  ]
  return { type: 'text', text: inline.text, ...(marks.length === 0 ? {} : { marks }) }
}

/** What stands in the editor, in normal form. What the editor should not have at all counts as its words. */
export function fromEditor(document: EditorNode): RichText {
  return normalForm(blocksOf(document))
}

function blocksOf(node: EditorNode): Block[] {
  const content = node.content ?? []
  const attribute = (name: string) => node.attrs?.[name]
  if (node.type === 'paragraph') return [{ type: 'paragraph', inline: content.flatMap(inlinesOf) }]
  if (node.type === 'text') return [{ type: 'paragraph', inline: inlinesOf(node) }]
  if (node.type === 'heading')
    return [{ type: 'heading', level: attribute('level') === 3 ? 3 : 2, inline: content.flatMap(inlinesOf) }]
  if (node.type === 'codeBlock') {
    const language = attribute('language')
    const text = content.map((part) => part.text ?? '').join('')
    return [{ type: 'code', ...(typeof language === 'string' ? { language } : {}), text }]
  }
  if (node.type === 'bulletList') return [{ type: 'list', start: undefined, items: content.map(itemOf) }]
  if (node.type === 'orderedList') {
    const start = attribute('start')
    return [{ type: 'list', start: typeof start === 'number' ? start : 1, items: content.map(itemOf) }]
  }
  return content.flatMap(blocksOf)
}

function itemOf(node: EditorNode): Item {
  return (node.content ?? []).flatMap(blocksOf).map((block): Item[number] => {
    if (block.type === 'heading') return { type: 'paragraph', inline: block.inline }
    return block.type === 'code' ? linesOfCode(block.text) : block
  })
}

function linesOfCode(text: string): Paragraph {
  const lines = text.split('\n').flatMap((line): Inline[] => [{ break: true }, { text: line, code: true }])
  return { type: 'paragraph', inline: lines }
}

function inlinesOf(node: EditorNode): Inline[] {
  if (node.type === 'hardBreak') return [{ break: true }]
  if (node.type === 'text') return [runOf(node)]
  return (node.content ?? []).flatMap(inlinesOf)
}

function runOf({ text = '', marks = [] }: EditorNode): Run {
  const has = (type: string) => marks.some((mark) => mark.type === type)
  const href = marks.find((mark) => mark.type === 'link')?.attrs?.['href']
  return {
    text,
    ...(has('bold') ? { strong: true as const } : {}),
    ...(has('italic') ? { emphasis: true as const } : {}),
    ...(has('code') ? { code: true as const } : {}),
    ...(typeof href === 'string' ? { link: href } : {}),
  }
}
