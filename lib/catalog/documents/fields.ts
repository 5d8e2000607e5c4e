/** One thing a writer fills in. `name` is its key in the content; the form, its errors and the diff all follow this table. */
export type Field =
  TextField | ChoiceField | GroupField | ListField | LinesField | UnitsField | ImageField | IdField

type Named = {
  readonly name: string
  /** Sentence case, as the form shows it. */
  readonly label: string
  readonly hint?: string
  /** May stay empty. */
  readonly optional?: true
}

/**
 * `line`: one line. `text`: several lines of plain text. `rich`: tiny Markdown. `number`: whole and positive. `address`: a
 * link. `wall-time`, `zone`: see zoned-time. `max` is in characters.
 */
export type TextField = Named & {
  readonly type: 'line' | 'text' | 'rich' | 'number' | 'address' | 'wall-time' | 'zone'
  readonly max: number
}
export type ChoiceField = Named & {
  readonly type: 'choice'
  readonly options: readonly (readonly [value: string, label: string])[]
}
/** An object of fields; an optional one with nothing in it is left out. */
export type GroupField = Named & { readonly type: 'group'; readonly fields: readonly Field[] }
/** Rows of fields. `item` is one row's word: "question". */
export type ListField = Named & {
  readonly type: 'list'
  readonly item: string
  readonly min: number
  readonly max: number
  readonly fields: readonly Field[]
}
/** Rows of one line each; `length` in characters. */
export type LinesField = Named & {
  readonly type: 'lines'
  readonly item: string
  readonly min: number
  readonly max: number
  readonly length: number
}
/** Units of the catalog, by SKU, in order. */
export type UnitsField = Named & { readonly type: 'units'; readonly min: number; readonly max: number }
/** An uploaded image with its description. */
export type ImageField = Named & { readonly type: 'image' }
/** A row's own id, never seen: it stays the same through all revisions. */
export type IdField = Named & { readonly type: 'id' }

/** Fields under one heading of the form, grouped as the page is. */
export type FieldGroup = { readonly title: string; readonly hint?: string; readonly fields: readonly Field[] }

/**
 * A draft, as typed: every value is text, so that anything half written can be kept. Objects and lists as the fields have
 * them.
 */
export type DraftValue = string | readonly DraftValue[] | { readonly [name: string]: DraftValue }
export type Draft = { readonly [name: string]: DraftValue }

/** What keeps a draft from being published. `path` leads to the field: `faq.1.answer`. */
export type Problem = { readonly path: string; readonly message: string }

/** The parts of an image in a draft. */
export const IMAGE_PARTS = ['id', 'alt', 'width', 'height'] as const
