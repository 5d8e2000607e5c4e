import { isLinkAddress } from './link-address'
import { commonMarks, isBreak, marksOf, sameMarks } from './tree'
import type { Inline, Marks, Run } from './tree'

/** One line of text, as a heading has it. */
export function normalInline(inline: readonly Inline[]): Inline[] {
  return line(inline.map((part) => (isBreak(part) ? { text: ' ' } : part)))
}

/** A paragraph's text; new lines with nothing between them part it in two. */
export function normalLines(inline: readonly Inline[]): Inline[][] {
  const paragraphs: Inline[][] = []
  let current: Inline[] = []
  for (const runs of split(inline)) {
    const words = line(runs)
    if (words.length > 0) current = current.length === 0 ? words : [...current, { break: true }, ...words]
    else {
      if (current.length > 0) paragraphs.push(current)
      current = []
    }
  }
  return current.length > 0 ? [...paragraphs, current] : paragraphs
}

function split(inline: readonly Inline[]): Run[][] {
  const lines: Run[][] = [[]]
  for (const part of inline) {
    if (isBreak(part)) lines.push([])
    else lines.at(-1)?.push(part)
  }
  return lines
}

type Piece = { readonly text: string; readonly marks: Marks; readonly space: boolean }

function line(runs: readonly Run[]): Run[] {
  const pieces = trimmed(joinedSpaces(runs.flatMap(piecesOf)))
  return merged(pieces.map((piece, index) => quietSpace(piece, pieces[index - 1], pieces[index + 1])))
}

function piecesOf(run: Run): Piece[] {
  const clean = run.text.toWellFormed().replace(/(?!\s)\p{Cc}|\uFEFF/gu, '')
  const { link, ...rest } = marksOf(run)
  const marks = link !== undefined && isLinkAddress(link) ? { ...rest, link } : rest
  return clean
    .split(/(\s+)/u)
    .filter((text) => text !== '')
    .map((text) => ({ text, marks, space: /^\s/u.test(text) }))
}

/** Spaces side by side are one; it does not break the line if one of them does not. */
function joinedSpaces(pieces: readonly Piece[]): Piece[] {
  const joined: Piece[] = []
  for (const piece of pieces) {
    const before = joined.at(-1)
    if (!piece.space) joined.push(piece)
    else if (before?.space !== true) joined.push({ ...piece, text: oneSpace(piece.text) })
    else {
      const marks = commonMarks(before.marks, piece.marks)
      joined.splice(-1, 1, { text: oneSpace(before.text + piece.text), marks, space: true })
    }
  }
  return joined
}

function oneSpace(spaces: string): string {
  return /[\u00A0\u202F]/.exec(spaces)?.[0] ?? ' '
}

function trimmed(pieces: readonly Piece[]): readonly Piece[] {
  const from = pieces[0]?.space === true ? 1 : 0
  const to = pieces.at(-1)?.space === true ? -1 : undefined
  return pieces.slice(from, to)
}

/** A space is bold, a link, … only between words that are. Markdown cannot say otherwise, and nobody sees it. */
function quietSpace(piece: Piece, before: Piece | undefined, after: Piece | undefined): Run {
  if (!piece.space) return { text: piece.text, ...piece.marks }
  const around = commonMarks(before?.marks ?? {}, after?.marks ?? {})
  return { text: piece.text, ...commonMarks(piece.marks, around) }
}

function merged(runs: readonly Run[]): Run[] {
  const all: Run[] = []
  for (const run of runs) {
    const before = all.at(-1)
    if (before !== undefined && sameMarks(before, run))
      all.splice(-1, 1, { ...before, text: before.text + run.text })
    else all.push(run)
  }
  return all
}
