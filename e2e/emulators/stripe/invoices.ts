import type Stripe from 'stripe'
import type { Handlers } from './call'
import { newId } from './ids'
import { nextInvoiceNumber } from './invoice-number'
import { makeInvoice } from './invoice-object'
import { createdWithin, is, listPage, page } from './lists'
import { mustFind } from './lookup'
import type { SessionDetail } from './session-detail'
import type { Account } from './store'
import { BY_ITSELF, type World } from './world'

type Invoices = Pick<
  Handlers,
  | 'GET /v1/invoices'
  | 'GET /v1/invoices/:id'
  | 'GET /v1/invoices/:id/lines'
  | 'GET /v1/invoice_payments'
  | 'GET /v1/invoice_payments/:id'
>

/** Makes, finalises and marks as paid the invoice of a completed session, if the session asked for one. */
export function issueInvoice(
  world: World,
  account: Account,
  session: Stripe.Checkout.Session,
  detail: SessionDetail,
): void {
  if (session.invoice_creation?.enabled !== true || session.invoice !== null) return
  if (session.amount_total === 0 && world.settingsOf(account).noCostInvoices === 'none') return
  const now = world.now()
  const number = nextInvoiceNumber(account, session.customer)
  const basics = {
    number,
    now,
    pageUrl: world.url(),
    account: account.id,
    settings: world.settingsOf(account),
  }
  const invoice = account.tables.invoice.add(makeInvoice(session, detail, basics))
  session.invoice = invoice.id
  if (detail.discount) account.tables.discount.add({ ...detail.discount, invoice: invoice.id })
  if (typeof session.payment_intent === 'string') {
    account.tables.invoice_payment.add(invoicePayment(invoice, session.payment_intent, now))
  }
  announceLife(world, account, invoice)
}

/** The stages happen at once, but each event shows its own: a draft, then an open invoice, then a paid one. */
function announceLife(world: World, account: Account, invoice: Stripe.Invoice): void {
  const { amount_due: due } = invoice
  const unpaid = { amount_paid: 0, amount_remaining: due, attempted: false, webhooks_delivered_at: null }
  const open = {
    ...invoice,
    ...unpaid,
    status: 'open',
    status_transitions: { ...invoice.status_transitions, paid_at: null },
  }
  const hidden = { number: null, hosted_invoice_url: null, invoice_pdf: null, effective_at: null }
  const none = { finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null }
  const draft = { ...open, ...hidden, status: 'draft', status_transitions: none }
  void world.announce(account, { type: 'invoice.created', object: draft }, BY_ITSELF)
  void world.announce(account, { type: 'invoice.finalized', object: open }, BY_ITSELF)
  void world.announce(account, { type: 'invoice.paid', object: invoice }, BY_ITSELF)
  void world.announce(account, { type: 'invoice.payment_succeeded', object: invoice }, BY_ITSELF)
}

function invoicePayment(invoice: Stripe.Invoice, intent: string, now: number): Stripe.InvoicePayment {
  return {
    id: newId('inpay'),
    object: 'invoice_payment',
    amount_paid: invoice.amount_paid,
    amount_requested: invoice.amount_due,
    created: now,
    currency: invoice.currency,
    invoice: invoice.id,
    is_default: true,
    livemode: false,
    payment: { type: 'payment_intent', payment_intent: intent },
    status: 'paid',
    status_transitions: { canceled_at: null, paid_at: now },
  }
}

export const invoices: Invoices = {
  'GET /v1/invoices': ({ account }, params) =>
    listPage(account.tables.invoice, '/v1/invoices', params, (row) => {
      const same = is(row.customer, params.customer) && is(row.status, params.status)
      return same && createdWithin(row.created, params.created)
    }),
  'GET /v1/invoices/:id': ({ account }, _params, id) => mustFind(account.tables.invoice, 'invoice', id),
  'GET /v1/invoices/:id/lines': ({ account }, params, id) => {
    const invoice = mustFind(account.tables.invoice, 'invoice', id)
    return page(invoice.lines.data, `/v1/invoices/${id}/lines`, params)
  },
  'GET /v1/invoice_payments': ({ account }, params) =>
    listPage(account.tables.invoice_payment, '/v1/invoice_payments', params, (row) => {
      const same = is(row.invoice, params.invoice) && is(row.status, params.status)
      const payment = is(row.payment.payment_intent, params.payment?.payment_intent)
      return same && payment && createdWithin(row.created, params.created)
    }),
  'GET /v1/invoice_payments/:id': ({ account }, _params, id) =>
    mustFind(account.tables.invoice_payment, 'invoice_payment', id),
}
