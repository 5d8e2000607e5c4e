/** A rich text as it is shown. Everything else in a text is words. Only what `normalForm` returns is kept or drawn. */
export type RichText = readonly Block[]

export type Block = Paragraph | Heading | CodeBlock | List

export type Paragraph = { readonly type: 'paragraph'; readonly inline: readonly Inline[] }

/** 2 is the text's own highest; the page decides how deep it stands. */
export type Heading = {
  readonly type: 'heading'
  readonly level: 2 | 3
  readonly inline: readonly Inline[]
}

export type CodeBlock = { readonly type: 'code'; readonly language?: string; readonly text: string }

/** `start`: the first number; a bulleted list has none. */
export type List = {
  readonly type: 'list'
  readonly start: number | undefined
  readonly items: readonly Item[]
}

/** Begins with a paragraph. Lists in it hold paragraphs only. */
export type Item = readonly (Paragraph | List)[]

export type Inline = Run | Break

/** Words that look the same throughout. */
export type Run = Marks & { readonly text: string }

export type Marks = {
  readonly strong?: true
  readonly emphasis?: true
  readonly code?: true
  /** See `isLinkAddress`. */
  readonly link?: string
}

/** A new line within a paragraph. */
export type Break = { readonly break: true }

export function isBreak(inline: Inline): inline is Break {
  return 'break' in inline
}

export function sameMarks(a: Marks, b: Marks): boolean {
  return a.strong === b.strong && a.emphasis === b.emphasis && a.code === b.code && a.link === b.link
}

/** What both have. */
export function commonMarks(a: Marks, b: Marks): Marks {
  return {
    ...(a.strong && b.strong ? { strong: true } : {}),
    ...(a.emphasis && b.emphasis ? { emphasis: true } : {}),
    ...(a.code && b.code ? { code: true } : {}),
    ...(a.link !== undefined && a.link === b.link ? { link: a.link } : {}),
  }
}

/** The marks without the words. */
export function marksOf({ strong, emphasis, code, link }: Marks): Marks {
  return {
    ...(strong ? { strong } : {}),
    ...(emphasis ? { emphasis } : {}),
    ...(code ? { code } : {}),
    ...(link === undefined ? {} : { link }),
  }
}
