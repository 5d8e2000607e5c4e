import type Stripe from 'stripe'
import { currency, formatMoney } from '@/lib/money'
import type { Call, Handlers } from './call'
import { creditLines } from './credit-note-lines'
import { makeCreditNote } from './credit-note-object'
import { creditable, issuedNotes, namedRefunds, refundForNote } from './credit-note-refunds'
import { invalidRequest } from './errors'
import { newId } from './ids'
import { markPaid } from './invoice-life'
import { createdWithin, is, listPage, page } from './lists'
import { mustFind } from './lookup'
import { refuseOddAmount } from './odd-amounts'
import type { Account } from './store'
import { BY_ITSELF } from './world'

type Params = Stripe.CreditNoteCreateParams
type CreditNotes = Pick<
  Handlers,
  | 'POST /v1/credit_notes'
  | 'GET /v1/credit_notes'
  | 'GET /v1/credit_notes/:id'
  | 'GET /v1/credit_notes/:id/lines'
  | 'POST /v1/credit_notes/:id/void'
>

/** What the types cannot say. Wordings are guesses, but for the sum rule's meaning (SDK types, CreditNotes.create). */
function refuse(params: Params, invoice: Stripe.Invoice): void {
  if ((params.amount === undefined) === (params.lines === undefined)) {
    const message = 'One of `amount`, `lines`, or `shipping_cost` must be provided.'
    throw invalidRequest(message, { param: 'amount', code: 'parameter_missing' })
  }
  if (params.shipping_cost !== undefined)
    throw invalidRequest('This invoice has no shipping cost.', { param: 'shipping_cost' })
  if (params.credit_amount !== undefined) {
    const message =
      'This emulator keeps no customer balances: use refund_amount, refunds or out_of_band_amount.'
    throw invalidRequest(message, { param: 'credit_amount' })
  }
  if (invoice.status !== 'paid' && invoice.status !== 'open') {
    const message = `You cannot create a credit note for an invoice with status \`${String(invoice.status)}\`.`
    throw invalidRequest(message, { param: 'invoice' })
  }
  refuseOddAmount(params.amount, invoice.currency, 'amount')
  for (const name of ['amount', 'refund_amount', 'out_of_band_amount'] as const) {
    if ((params[name] ?? 1) < 1)
      throw invalidRequest('Invalid positive integer', { param: name, code: 'parameter_invalid_integer' })
  }
}

function refuseTotal(account: Account, invoice: Stripe.Invoice, params: Params, total: number): void {
  const most = creditable(account, invoice, params)
  if (total <= most) return
  const message = `The credit note amount (${shown(invoice, total)}) is greater than the amount that can be credited (${shown(invoice, most)}).`
  throw invalidRequest(message, { param: 'amount' })
}

/** "The sum of refunds, customer balance credits, and outside of Stripe credits must equal the post_payment_amount" (SDK types). */
function refuseSum(
  invoice: Stripe.Invoice,
  { post_payment_amount: due }: Stripe.CreditNote,
  sum: number,
): void {
  if (sum === due) return
  const message = `The sum of credit amount, refund amount and out of band amount (${shown(invoice, sum)}) must equal the post-payment credit note amount (${shown(invoice, due)}).`
  throw invalidRequest(message)
}

function create(call: Call, params: Params): Stripe.CreditNote {
  const { world, account, cause } = call
  const invoice = mustFind(account.tables.invoice, 'invoice', params.invoice, 'invoice')
  refuse(params, invoice)
  if (params.amount !== undefined) refuseTotal(account, invoice, params, params.amount)
  const earlier = issuedNotes(account, invoice)
  const lines = creditLines(
    account,
    invoice,
    earlier.flatMap((note) => note.lines.data),
    params,
  )
  const named = namedRefunds(account, invoice, params)
  const id = newId('cn')
  const position =
    [...account.tables.credit_note.newestFirst()].filter((row) => row.invoice === invoice.id).length + 1
  const pdf = `${world.url()}/credit_notes/${account.id}/test_${id}/pdf`
  const note = makeCreditNote({ id, invoice, lines, refunds: named, params, position, now: world.now(), pdf })
  const linked = named.reduce((sum, one) => sum + one.amount_refunded, 0)
  refuseTotal(account, invoice, params, note.total)
  refuseSum(invoice, note, linked + (params.refund_amount ?? 0) + (params.out_of_band_amount ?? 0))
  if (params.refund_amount !== undefined)
    note.refunds.push(refundForNote(call, invoice, params.refund_amount))
  account.tables.credit_note.add(note)
  void world.announce(account, { type: 'credit_note.created', object: note }, cause)
  count(call, invoice, note, 1)
  return note
}

/** A note lowers what an open invoice still asks for, first; one that leaves nothing to pay makes it paid. */
function count(call: Call, invoice: Stripe.Invoice, note: Stripe.CreditNote, sign: 1 | -1): void {
  const previous = {
    post_payment_credit_notes_amount: invoice.post_payment_credit_notes_amount,
    pre_payment_credit_notes_amount: invoice.pre_payment_credit_notes_amount,
  }
  invoice.post_payment_credit_notes_amount += sign * note.post_payment_amount
  invoice.pre_payment_credit_notes_amount += sign * note.pre_payment_amount
  invoice.amount_due -= sign * note.pre_payment_amount
  invoice.amount_remaining -= sign * note.pre_payment_amount
  void call.world.announce(call.account, { type: 'invoice.updated', object: invoice, previous }, BY_ITSELF)
  if (invoice.status === 'open' && invoice.amount_remaining === 0) markPaid(call, invoice)
}

/** Takes a note back; refunds that were made with it stay. At Stripe only for open invoices: see the control door. */
export function voidNote(call: Call, note: Stripe.CreditNote): void {
  const { world, account } = call
  note.status = 'void'
  note.voided_at = world.now()
  const invoice = account.tables.invoice.get(String(note.invoice))
  if (invoice) count(call, invoice, note, -1)
  world.changed()
  void world.announce(account, { type: 'credit_note.voided', object: note }, BY_ITSELF)
}

/** "You can only void a credit note if the associated invoice is open" (async-stripe's documentation of the call). */
function voidOfOpen(call: Call, id: string): Stripe.CreditNote {
  const note = mustFind(call.account.tables.credit_note, 'credit_note', id)
  if (note.status === 'void') throw invalidRequest('This credit note is already void.')
  if (call.account.tables.invoice.get(String(note.invoice))?.status !== 'open')
    throw invalidRequest('You can only void a credit note if the associated invoice is open.')
  voidNote(call, note)
  return note
}

function shown(invoice: Stripe.Invoice, amount: number): string {
  return formatMoney({ amount: BigInt(amount), currency: currency(invoice.currency) })
}

export const creditNotes: CreditNotes = {
  'POST /v1/credit_notes': create,
  'GET /v1/credit_notes': ({ account }, params) =>
    listPage(account.tables.credit_note, '/v1/credit_notes', params, (row) => {
      const same = is(row.invoice, params.invoice) && is(row.customer, params.customer)
      return same && createdWithin(row.created, params.created)
    }),
  'GET /v1/credit_notes/:id': ({ account }, _params, id) =>
    mustFind(account.tables.credit_note, 'credit_note', id),
  'GET /v1/credit_notes/:id/lines': ({ account }, params, id) => {
    const note = mustFind(account.tables.credit_note, 'credit_note', id)
    return page(note.lines.data, `/v1/credit_notes/${id}/lines`, params)
  },
  'POST /v1/credit_notes/:id/void': (call, _params, id) => voidOfOpen(call, id),
}
