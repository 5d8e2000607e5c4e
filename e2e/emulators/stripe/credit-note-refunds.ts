import type Stripe from 'stripe'
import type { Call } from './call'
import { invalidRequest } from './errors'
import { mustFind } from './lookup'
import { refund } from './refunds'
import type { Account } from './store'

type Params = Stripe.CreditNoteCreateParams
type Link = Stripe.CreditNote.Refund

/** The notes of an invoice that were not voided, oldest first. */
export function issuedNotes(account: Account, invoice: Stripe.Invoice): Stripe.CreditNote[] {
  const own = [...account.tables.credit_note.newestFirst()].filter((row) => row.invoice === invoice.id)
  return own.filter((row) => row.status === 'issued').toReversed()
}

/**
 * What can still be credited: the invoice's total, less earlier notes, less refunds that belong to no note (SDK types: "the
 * credit note API subtracts those refund amounts"). Refunds that this note names do belong to one.
 */
export function creditable(account: Account, invoice: Stripe.Invoice, params: Params): number {
  const notes = issuedNotes(account, invoice)
  const named = new Set([
    ...notes.flatMap((note) => note.refunds.map(linkId)),
    ...(params.refunds ?? []).map(({ refund: id }) => id ?? ''),
  ])
  const intent = paymentOf(account, invoice)
  const bare = [...account.tables.refund.newestFirst()].filter(
    (row) =>
      row.payment_intent === intent &&
      !named.has(row.id) &&
      !['failed', 'canceled'].includes(row.status ?? ''),
  )
  const total = (rows: readonly { amount: number }[]): number =>
    rows.reduce((sum, row) => sum + row.amount, 0)
  return invoice.total - total(notes) - total(bare)
}

/** The existing refunds that a note names, each of this invoice's payment and not spent on other notes. */
export function namedRefunds(account: Account, invoice: Stripe.Invoice, params: Params): Link[] {
  const intent = paymentOf(account, invoice)
  return (params.refunds ?? []).map((given, index) => {
    const param = `refunds[${index}][refund]`
    const row = mustFind(account.tables.refund, 'refund', given.refund ?? '', param)
    if (row.payment_intent !== intent || intent === undefined)
      throw invalidRequest(`Refund ${row.id} is not of this invoice's payment.`, { param })
    const used = issuedNotes(account, invoice).flatMap((note) => note.refunds)
    const spent = used
      .filter((link) => linkId(link) === row.id)
      .reduce((sum, link) => sum + link.amount_refunded, 0)
    const amount = given.amount_refunded ?? row.amount - spent
    if (amount < 1 || spent + amount > row.amount)
      throw invalidRequest(`Refund ${row.id} has ${row.amount - spent} left to link.`, { param })
    return link(row.id, amount)
  })
}

/** Makes the refund that a note asks for with `refund_amount`. */
export function refundForNote(call: Call, invoice: Stripe.Invoice, amount: number): Link {
  const intent = paymentOf(call.account, invoice)
  if (intent === undefined)
    throw invalidRequest('This invoice has no payment to refund.', { param: 'refund_amount' })
  return link(refund(call, { payment_intent: intent, amount }).id, amount)
}

function paymentOf(account: Account, invoice: Stripe.Invoice): string | undefined {
  const payment = account.tables.invoice_payment.find((row) => row.invoice === invoice.id)
  const intent = payment?.payment.payment_intent
  return typeof intent === 'string' ? intent : undefined
}

function link(id: string, amount: number): Link {
  return { amount_refunded: amount, payment_record_refund: null, refund: id, type: 'refund' }
}

function linkId({ refund: id }: Link): string {
  return typeof id === 'string' ? id : id.id
}
