import { type DocumentModel, TEST_NOTICE } from './document-model'
import { type Cell, GREY, LEFT, Pen, RIGHT } from './pdf-pen'

const WHOLE = RIGHT - LEFT
const BUYER = { x: 310, width: RIGHT - 310 }
const COLUMNS = {
  description: { x: LEFT, width: 244 },
  quantity: { x: 308, width: 40, align: 'right' },
  unitPrice: { x: 354, width: 88, align: 'right' },
  amount: { x: 448, width: RIGHT - 448, align: 'right' },
} as const
const SUM_NAME = { x: 290, width: 160 }
const SUM_VALUE = { x: 454, width: RIGHT - 454, align: 'right' } as const

/** The document as a PDF that opens in any reader. Long texts wrap, and many go on to a second page. */
export async function documentPdf(model: DocumentModel): Promise<Buffer> {
  const subject = `Test ${model.name.toLowerCase()}: no real payment was made`
  const pen = await Pen.open(`${model.name} ${model.number}`, subject, model.number)
  pen.row([whole(model.name, { size: 24, bold: true })], 0)
  pen.row([whole(TEST_NOTICE, { size: 9, colour: GREY })], 12)
  for (const [name, value] of model.facts) {
    const label = { text: name, x: LEFT, width: 150, bold: true }
    pen.row([label, { text: value, x: LEFT + 160, width: WHOLE - 160 }], 2)
  }
  pen.space(14)
  parties(pen, model)
  pen.space(18)
  pen.row([whole(model.headline, { size: 15, bold: true })], 12)
  table(pen, model)
  for (const [name, value] of model.sums) {
    const bold = name === 'Total'
    pen.row(
      [
        { text: name, ...SUM_NAME, bold },
        { text: value, ...SUM_VALUE, bold },
      ],
      3,
    )
  }
  pen.space(14)
  for (const remark of model.remarks) pen.row([whole(remark, { size: 9 })], 4)
  if (model.footer) pen.space(6)
  for (const paragraph of (model.footer ?? '').split(/\r?\n/).filter(Boolean))
    pen.row([whole(paragraph, { size: 9, colour: GREY })], 2)
  return pen.finish(`${model.number} - ${model.id}`)
}

function whole(text: string, style: Partial<Cell>): Cell {
  return { text, x: LEFT, width: WHOLE, ...style }
}

/** Seller on the left, buyer on the right. */
function parties(pen: Pen, { seller, buyer }: DocumentModel): void {
  const left = { x: LEFT, width: 236 }
  pen.row([
    { text: seller.title, ...left, bold: true },
    { text: buyer.title, ...BUYER, bold: true },
  ])
  pen.row([
    { text: seller.lines.join('\n'), ...left },
    { text: buyer.lines.join('\n'), ...BUYER },
  ])
}

function table(pen: Pen, { lines }: DocumentModel): void {
  const small = { size: 9, colour: GREY }
  pen.row([
    { text: 'Description', ...COLUMNS.description, ...small },
    { text: 'Qty', ...COLUMNS.quantity, ...small },
    { text: 'Unit price', ...COLUMNS.unitPrice, ...small },
    { text: 'Amount', ...COLUMNS.amount, ...small },
  ])
  pen.rule()
  for (const line of lines) {
    pen.row([
      { text: line.description, ...COLUMNS.description },
      { text: line.quantity, ...COLUMNS.quantity },
      { text: line.unitPrice, ...COLUMNS.unitPrice },
      { text: line.amount, ...COLUMNS.amount },
    ])
  }
  pen.space(4)
  pen.rule()
  pen.space(4)
}
