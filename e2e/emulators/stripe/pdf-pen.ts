import { PDFDocument, type PDFFont, type PDFPage, StandardFonts, rgb } from 'pdf-lib'
import { printable } from './printable'

export const INK = rgb(0.1, 0.12, 0.16)
export const GREY = rgb(0.42, 0.45, 0.5)
export const LEFT = 56
export const RIGHT = 540
const TOP = 790
const BOTTOM = 84

/** Text in a column of its own: it wraps there and never leaves it. A line break begins a new line. */
export type Cell = {
  text: string
  x: number
  width: number
  size?: number
  bold?: boolean
  colour?: ReturnType<typeof rgb>
  align?: 'left' | 'right'
}

/** Writes rows of cells from top to bottom, on as many A4 pages as they take. */
export class Pen {
  readonly #document: PDFDocument
  readonly #fonts: { regular: PDFFont; bold: PDFFont }
  #page: PDFPage
  #y = TOP

  private constructor(document: PDFDocument, fonts: { regular: PDFFont; bold: PDFFont }) {
    this.#document = document
    this.#fonts = fonts
    this.#page = document.addPage([595, 842])
  }

  /** The title and the keyword are what a reader of the file sees without opening it. */
  static async open(title: string, subject: string, keyword: string): Promise<Pen> {
    const document = await PDFDocument.create()
    document.setTitle(title)
    document.setSubject(subject)
    document.setKeywords([keyword])
    const regular = await document.embedFont(StandardFonts.Helvetica)
    const bold = await document.embedFont(StandardFonts.HelveticaBold)
    return new Pen(document, { regular, bold })
  }

  /** One row: as high as its highest cell, and on one page as a whole. */
  row(cells: readonly Cell[], gap = 4): void {
    const laid = cells.map((cell) => ({ cell, lines: this.#wrap(cell) }))
    const height = Math.max(0, ...laid.map(({ cell, lines }) => lines.length * leading(cell)))
    if (this.#y - height < BOTTOM) this.#turn()
    for (const { cell, lines } of laid) {
      for (const [index, line] of lines.entries()) {
        this.#write(cell, line, this.#y - index * leading(cell))
      }
    }
    this.#y -= height + gap
  }

  space(points: number): void {
    this.#y -= points
  }

  rule(): void {
    const y = this.#y + 6
    this.#page.drawLine({ start: { x: LEFT, y }, end: { x: RIGHT, y }, thickness: 0.5, color: GREY })
    this.#y -= 6
  }

  /** The file, with a line at the foot of each page that says which one it is. */
  async finish(foot: string): Promise<Buffer> {
    const pages = this.#document.getPages()
    for (const [index, page] of pages.entries()) {
      this.#page = page
      const text = `${foot} - page ${index + 1} of ${pages.length}`
      this.#write({ text, x: LEFT, width: RIGHT - LEFT, size: 8, colour: GREY }, text, 56)
    }
    return Buffer.from(await this.#document.save())
  }

  #turn(): void {
    this.#page = this.#document.addPage([595, 842])
    this.#y = TOP
  }

  #write(cell: Cell, line: string, y: number): void {
    const { bold = false, size = 10, colour = INK, align = 'left' } = cell
    const font = bold ? this.#fonts.bold : this.#fonts.regular
    const x = align === 'right' ? cell.x + cell.width - font.widthOfTextAtSize(line, size) : cell.x
    this.#page.drawText(line, { x, y, size, font, color: colour })
  }

  #wrap({ text, width, bold = false, size = 10 }: Cell): string[] {
    const font = bold ? this.#fonts.bold : this.#fonts.regular
    const fits = (line: string): boolean => font.widthOfTextAtSize(line, size) <= width
    return text.split(/\r?\n/).flatMap((paragraph) => wrapped(printable(paragraph), fits))
  }
}

/** Lines of words that fit; a word that is too long for a line of its own is cut. */
export function wrapped(text: string, fits: (line: string) => boolean): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (fits(longer)) {
      line = longer
      continue
    }
    if (line !== '') lines.push(line)
    line = ''
    for (const letter of word) {
      if (line === '' || fits(line + letter)) line += letter
      else {
        lines.push(line)
        line = letter
      }
    }
  }
  return [...lines, line]
}

function leading({ size = 10 }: Cell): number {
  return Math.round(size * 1.35)
}
