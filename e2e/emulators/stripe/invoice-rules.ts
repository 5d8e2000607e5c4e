import type Stripe from 'stripe'
import { refuseCustomFields } from './custom-fields'
import { invalidRequest } from './errors'
import { mustFind } from './lookup'
import { onlyOne } from './session-rule'
import type { Account } from './store'

type Params = Stripe.InvoiceCreateParams
type Changes = Stripe.InvoiceUpdateParams

const MAX_FOOTER = 5000
/** What this emulator does not play: other people's accounts, shipping, saved cards, subscriptions. */
const UNSUPPORTED = [
  'application_fee_amount',
  'automatically_finalizes_at',
  'customer_account',
  'default_payment_method',
  'default_source',
  'issuer',
  'number',
  'on_behalf_of',
  'payment_settings',
  'shipping_cost',
  'shipping_details',
  'subscription',
  'transfer_data',
] as const

/** What Stripe refuses of a new invoice beyond the types. Wordings are guesses where no comment says otherwise. */
export function refuseNewInvoice(account: Account, params: Params, customer: Stripe.Customer): void {
  refuseUnsupported(params)
  refuseContent(account, params)
  const sent = params.collection_method === 'send_invoice'
  const { days_until_due: days, due_date: date } = params
  if (!sent && (days ?? date) !== undefined)
    throw invalidRequest('`days_until_due` and `due_date` need `collection_method=send_invoice`.', {
      param: days === undefined ? 'due_date' : 'days_until_due',
    })
  if (sent && days !== undefined && date !== undefined)
    throw onlyOne('days_until_due', 'days_until_due, due_date')
  if (sent && (days ?? date) === undefined)
    throw invalidRequest(
      'You must specify either `days_until_due` or `due_date` when `collection_method` is `send_invoice`.',
      { param: 'days_until_due', code: 'parameter_missing' },
    )
  // Wording seen at Stripe.
  if (sent && !customer.email)
    throw invalidRequest(
      'Missing email. In order to create invoices that are sent to the customer, the customer must have a valid email.',
    )
}

/** What may be written on an invoice, new or changed. */
export function refuseContent(account: Account, params: Params | Changes): void {
  const fields = refuseCustomFields(params.custom_fields, 'custom_fields')
  if (fields) throw fields
  if ((params.footer ?? '').length > MAX_FOOTER)
    throw invalidRequest(`Invalid string: must be at most ${MAX_FOOTER} characters`, { param: 'footer' })
  if (params.auto_advance === true)
    throw invalidRequest('auto_advance is not available in this test environment.', { param: 'auto_advance' })
  if (params.automatic_tax?.enabled === true && (params.default_tax_rates || []).length > 0)
    throw invalidRequest('You cannot use `default_tax_rates` when `automatic_tax[enabled]=true`.', {
      param: 'default_tax_rates',
    })
  if ((params.days_until_due ?? 0) < 0)
    throw invalidRequest('Invalid non-negative integer', { param: 'days_until_due' })
  defaultRates(account, params.default_tax_rates || [])
}

export function refuseUnsupported(params: Params | Changes): void {
  const name = Object.keys(params).find((key) => UNSUPPORTED.some((entry) => entry === key))
  if (name !== undefined)
    throw invalidRequest(`${name} is not available in this test environment.`, { param: name })
}

/** The rates of these ids. Throws for one that is unknown or archived. */
export function defaultRates(
  account: Account,
  ids: readonly string[] | undefined,
  param = 'default_tax_rates',
): Stripe.TaxRate[] {
  return (ids ?? []).map((id, index) => {
    const rate = mustFind(account.tables.tax_rate, 'tax_rate', id, `${param}[${index}]`)
    if (rate.active) return rate
    throw invalidRequest(`The tax rate \`${id}\` is archived.`, { param: `${param}[${index}]` })
  })
}

/**
 * A revision of an invoice (docs.stripe.com/invoicing/invoice-revisions): Stripe refuses it for a paid one, which is why
 * paid invoices are corrected by a credit note and a new invoice. Revising others is not played here.
 */
export function refuseRevision(
  account: Account,
  from: Stripe.InvoiceCreateParams.FromInvoice | undefined,
): void {
  if (from === undefined) return
  const param = 'from_invoice[invoice]'
  const invoice = mustFind(account.tables.invoice, 'invoice', from.invoice, param)
  if (invoice.status === 'open')
    throw invalidRequest('Revisions are not available in this test environment.', { param })
  const message = `You cannot revise an invoice with status \`${String(invoice.status)}\`: only finalized and unpaid invoices can be revised.`
  throw invalidRequest(message, { param })
}
