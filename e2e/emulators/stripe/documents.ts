import { creditNoteDocument } from './credit-note-document'
import { documentPage } from './document-page'
import { documentPdf } from './document-pdf'
import { money } from './document-words'
import { invoiceDocument } from './invoice-document'
import { messagePage } from './payment-page/page'
import { type PageAnswer, page } from './payment-page/routes'
import type { Account } from './store'
import type { World } from './world'

/** The addresses that invoices, credit notes and charges carry: the hosted invoice, the PDFs, the receipt. */
export async function answerDocument(world: World, path: string): Promise<PageAnswer> {
  const [, kind, first = '', second = '', third] = path.split('/')
  if (kind === 'receipts') return receipt(world, first)
  const account = world.store.accounts().find((candidate) => candidate.id === first)
  if (kind === 'credit_notes') return creditNote(world, account, second, third)
  const invoice = account?.tables.invoice.get(second.replace(/^test_/, ''))
  if (!account || !invoice || invoice.number === null) return missing()
  const model = invoiceDocument(account, invoice, world.settingsOf(account))
  if (third === undefined) return page(200, documentPage(model, invoice.invoice_pdf ?? ''))
  if (third !== 'pdf') return missing()
  return pdf(`Invoice-${invoice.number}`, await documentPdf(model))
}

async function creditNote(
  world: World,
  account: Account | undefined,
  name: string,
  kind: string | undefined,
): Promise<PageAnswer> {
  const note = account?.tables.credit_note.get(name.replace(/^test_/, ''))
  const invoice = note ? account?.tables.invoice.get(String(note.invoice)) : undefined
  if (!account || !note || !invoice || kind !== 'pdf') return missing()
  const model = creditNoteDocument(account, note, invoice, world.settingsOf(account))
  return pdf(`CreditNote-${note.number}`, await documentPdf(model))
}

function pdf(name: string, body: Buffer): PageAnswer {
  const headers = {
    'content-type': 'application/pdf',
    'content-disposition': `attachment; filename="${name}.pdf"`,
    'cache-control': 'no-store',
  }
  return { status: 200, headers, body }
}

function receipt(world: World, id: string): PageAnswer {
  const account = world.store.accounts().find((candidate) => candidate.tables.charge.get(id) !== undefined)
  const charge = account?.tables.charge.get(id)
  if (!account || !charge) return missing()
  const text = `${money(charge.amount, charge.currency)} paid to ${world.settingsOf(account).businessName}.`
  return page(200, messagePage(undefined, { title: 'Receipt', text }))
}

function missing(): PageAnswer {
  const text = 'The page you were looking for could not be found.'
  return page(404, messagePage(undefined, { title: 'Something went wrong', text }))
}
