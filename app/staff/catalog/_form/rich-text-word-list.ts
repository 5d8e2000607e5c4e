/** Where pasted elements have their style while they are read. */
export const STYLE = 'data-style'

/** A paragraph of a word processor that is a line of a list: Word says so in its style only. */
export type WordListLine = {
  /** 1 is the outermost. */
  readonly level: number
  readonly ordered: boolean
}

/** What `mso-list:l0 level2 lfo1` says. `marker`: the bullet or number before the words, which Word writes out. */
export function wordListLine(style: string, marker: string): WordListLine | undefined {
  const level = /mso-list:\s*l\d+\s+level(\d+)/i.exec(style)?.[1]
  if (level === undefined) return undefined
  return { level: Number(level), ordered: isNumber(marker) }
}

// "1.", "a)", "iv." and "(3)"; Word's bullets are "·", "o", "§" and dashes.
function isNumber(marker: string): boolean {
  return /^\(?(?:\d+|[a-z]|[ivxlcdm]+)[.)]/i.test(marker.trim())
}

/** What the marks on a piece of text say, from its style. undefined: nothing. */
export function marksInStyle(style: string): {
  readonly bold: boolean | undefined
  readonly italic: boolean | undefined
} {
  const weight = property(style, 'font-weight')
  const slant = property(style, 'font-style')
  return {
    bold: weight === undefined ? undefined : /^(?:bold|bolder|[6-9]00)$/.test(weight),
    italic: slant === undefined ? undefined : /^(?:italic|oblique)/.test(slant),
  }
}

/** Text that a word processor keeps for itself: comments, hidden words, list markers. */
export function isUnseen(style: string): boolean {
  return (
    property(style, 'display') === 'none' ||
    /mso-(?:hide:\s*all|element:\s*comment|list:\s*ignore|special-character:\s*comment)/i.test(style)
  )
}

function property(style: string, name: string): string | undefined {
  const found = style.split(';').find((part) => part.split(':')[0]?.trim().toLowerCase() === name)
  return found
    ?.slice(found.indexOf(':') + 1)
    .replace('!important', '')
    .trim()
    .toLowerCase()
}
