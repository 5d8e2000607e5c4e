import { Fragment } from 'react'
import type { ReactNode } from 'react'
import { isElsewhere } from '@/lib/catalog/rich-text/link-address'
import { linkWords } from '@/lib/catalog/rich-text/link-words'
import type { NamedAddress } from '@/lib/catalog/rich-text/link-words'
import { parseRichText } from '@/lib/catalog/rich-text/parse'
import { isBreak } from '@/lib/catalog/rich-text/tree'
import type { Block, Inline, Item, List, Run } from '@/lib/catalog/rich-text/tree'

type Level = 2 | 3

/**
 * A writer's text (tiny Markdown) on a page. `heading`: how deep its own headings begin, 2 unless it stands in a section.
 * `names`: words that become links wherever the text has them.
 */
export function RichText({
  text,
  heading = 2,
  names = [],
  className,
}: {
  readonly text: string
  readonly heading?: Level
  readonly names?: readonly NamedAddress[]
  readonly className?: string
}) {
  const blocks = linkWords(parseRichText(text), names)
  // A subheading with no heading before it stands for one: no level is left out.
  const first = blocks.findIndex((block) => block.type === 'heading' && block.level === 2)
  return (
    <div className={className === undefined ? 'rich-text' : `rich-text ${className}`}>
      {blocks.map((block, index) => (
        <BlockElement key={index} block={block} heading={heading} below={first !== -1 && index > first} />
      ))}
    </div>
  )
}

type BlockProps = {
  readonly block: Block
  readonly heading: Level
  /** After a heading of the text's highest level. */
  readonly below: boolean
}

function BlockElement({ block, heading, below }: BlockProps) {
  switch (block.type) {
    case 'paragraph':
      return <p>{inline(block.inline)}</p>
    case 'heading': {
      const Tag = HEADINGS[heading + (block.level === 3 && below ? 1 : 0)] ?? 'h4'
      return <Tag>{inline(block.inline)}</Tag>
    }
    case 'code':
      return (
        <pre>
          <code>{block.text}</code>
        </pre>
      )
    case 'list':
      return <ListElement list={block} />
  }
}

const HEADINGS: Readonly<Record<number, 'h2' | 'h3' | 'h4'>> = { 2: 'h2', 3: 'h3', 4: 'h4' }

function ListElement({ list }: { readonly list: List }) {
  const items = list.items.map((item, index) => <li key={index}>{itemParts(item)}</li>)
  return list.start === undefined ? <ul>{items}</ul> : <ol start={list.start}>{items}</ol>
}

/** One paragraph needs no element of its own. */
function itemParts(item: Item): ReactNode {
  const paragraphs = item.filter(({ type }) => type === 'paragraph').length
  return item.map((part, index) => {
    if (part.type === 'list') return <ListElement key={index} list={part} />
    const words = inline(part.inline)
    return paragraphs === 1 ? <Fragment key={index}>{words}</Fragment> : <p key={index}>{words}</p>
  })
}

function inline(parts: readonly Inline[]): ReactNode {
  return linksTogether(parts).map(({ link, parts: inside }, index) => {
    const words = inside.map((part, at) => (isBreak(part) ? <br key={at} /> : <Words key={at} run={part} />))
    if (link === undefined) return <Fragment key={index}>{words}</Fragment>
    return (
      <a key={index} href={link} {...(isElsewhere(link) ? { rel: 'noopener noreferrer' } : {})}>
        {words}
      </a>
    )
  })
}

type Stretch = { readonly link: string | undefined; readonly parts: readonly Inline[] }

/** A link with a bold word in it is one link. */
function linksTogether(parts: readonly Inline[]): Stretch[] {
  const stretches: Stretch[] = []
  for (const part of parts) {
    const link = isBreak(part) ? undefined : part.link
    const before = stretches.at(-1)
    if (before !== undefined && before.link === link)
      stretches.splice(-1, 1, { link, parts: [...before.parts, part] })
    else stretches.push({ link, parts: [part] })
  }
  return stretches
}

function Words({ run: { text, strong, emphasis, code } }: { readonly run: Run }) {
  let words: ReactNode = text
  if (code) words = <code>{words}</code>
  if (emphasis) words = <em>{words}</em>
  if (strong) words = <strong>{words}</strong>
  return words
}
