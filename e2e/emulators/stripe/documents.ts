import type Stripe from 'stripe'
import { currency, formatMoney } from '@/lib/money'
import { invoicePdf } from './invoice-pdf'
import { messagePage } from './payment-page/page'
import { type PageAnswer, page } from './payment-page/routes'
import type { World } from './world'

/** The addresses that invoices and charges carry: the hosted invoice, its PDF, the receipt. */
export async function answerDocument(world: World, path: string): Promise<PageAnswer> {
  const [, kind, first = '', second = '', third] = path.split('/')
  if (kind === 'receipts') return receipt(world, first)
  const account = world.store.accounts().find((candidate) => candidate.id === first)
  const invoice = account?.tables.invoice.get(second.replace(/^test_/, ''))
  if (!account || !invoice) return missing()
  if (third === undefined) return page(200, invoicePage(invoice))
  if (third !== 'pdf') return missing()
  const headers = {
    'content-type': 'application/pdf',
    'content-disposition': `attachment; filename="Invoice-${invoice.number ?? invoice.id}.pdf"`,
    'cache-control': 'no-store',
  }
  return { status: 200, headers, body: await invoicePdf(account, invoice, world.settings) }
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
