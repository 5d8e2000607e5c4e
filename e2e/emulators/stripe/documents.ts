import type Stripe from 'stripe'
import { currency, formatMoney } from '@/lib/money'
import { creditNotePdf } from './credit-note-pdf'
import { invoicePdf } from './invoice-pdf'
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
  if (!account || !invoice) return missing()
  if (third === undefined) return page(200, invoicePage(invoice))
  if (third !== 'pdf') return missing()
  return pdf(`Invoice-${invoice.number ?? invoice.id}`, await invoicePdf(account, invoice, world.settings))
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
  return pdf(`CreditNote-${note.number}`, await creditNotePdf(account, note, invoice, world.settings))
}

function pdf(name: string, body: Buffer): PageAnswer {
  const headers = {
    'content-type': 'application/pdf',
    'content-disposition': `attachment; filename="${name}.pdf"`,
    'cache-control': 'no-store',
  }
  return { status: 200, headers, body }
}

function invoicePage(invoice: Stripe.Invoice): string {
  const text = `${money(invoice.amount_paid, invoice.currency)} paid by ${invoice.customer_name ?? invoice.customer_email ?? 'the customer'} to ${invoice.account_name ?? ''}.`
  const link = { href: invoice.invoice_pdf ?? '', label: 'Download invoice' }
  return messagePage(undefined, { title: `Invoice ${invoice.number ?? ''}`, text, link })
}

function receipt(world: World, id: string): PageAnswer {
  const charge = world.store
    .accounts()
    .map((account) => account.tables.charge.get(id))
    .find((row) => row !== undefined)
  if (!charge) return missing()
  const text = `${money(charge.amount, charge.currency)} paid to ${world.settings.businessName}.`
  return page(200, messagePage(undefined, { title: 'Receipt', text }))
}

function missing(): PageAnswer {
  const text = 'The page you were looking for could not be found.'
  return page(404, messagePage(undefined, { title: 'Something went wrong', text }))
}

function money(amount: number, code: string): string {
  return formatMoney({ amount: BigInt(amount), currency: currency(code) })
}
