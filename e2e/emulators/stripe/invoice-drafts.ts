import type Stripe from 'stripe'
import type { Call, Handlers } from './call'
import { invalidRequest } from './errors'
import { itemsOf, priceDraft } from './invoice-amounts'
import { followCustomer } from './invoice-customer'
import { invoiceDiscounts } from './invoice-discounts'
import { automaticTax, makeDraft, rendering } from './invoice-draft'
import { refuseTaxMisfit } from './invoice-item-rules'
import { includePending, removeItemsOf } from './invoice-items'
import {
  defaultRates,
  refuseContent,
  refuseNewInvoice,
  refuseRevision,
  refuseUnsupported,
} from './invoice-rules'
import { mustFind } from './lookup'
import { mergeMetadata } from './metadata'
import { refuseSellerTaxIds } from './seller-tax-ids'
import { refuseWithoutHeadOffice } from './tax-head-office'

type Drafts = Pick<Handlers, 'POST /v1/invoices' | 'POST /v1/invoices/:id' | 'DELETE /v1/invoices/:id'>
type Changes = Stripe.InvoiceUpdateParams

const DAY = 24 * 60 * 60
/** What may still be changed of a finalised invoice. The SDK types say "most of its details" may not: the list is a guess. */
const ALWAYS_CHANGEABLE = new Set(['metadata', 'auto_advance', 'expand'])

function create(call: Call, params: Stripe.InvoiceCreateParams): Stripe.Invoice {
  const { world, account, cause } = call
  refuseRevision(account, params.from_invoice)
  if (params.customer === undefined)
    throw invalidRequest('Missing required param: customer.', {
      param: 'customer',
      code: 'parameter_missing',
    })
  const customer = mustFind(account.tables.customer, 'customer', params.customer, 'customer')
  refuseNewInvoice(account, params, customer)
  refuseSellerTaxIds(account, params.account_tax_ids)
  if (params.automatic_tax?.enabled === true) refuseWithoutHeadOffice(world, account)
  const invoice = account.tables.invoice.add(makeDraft(call, params, customer))
  if (params.pending_invoice_items_behavior === 'include') includePending(call, invoice)
  priceDraft(world, account, invoice)
  void world.announce(account, { type: 'invoice.created', object: invoice }, cause)
  return invoice
}

function update(call: Call, params: Changes, id: string): Stripe.Invoice {
  const { world, account, cause } = call
  const invoice = mustFind(account.tables.invoice, 'invoice', id)
  refuseUnsupported(params)
  refuseContent(account, params)
  refuseSellerTaxIds(account, params.account_tax_ids)
  const fixed = Object.keys(params).find((key) => !ALWAYS_CHANGEABLE.has(key))
  if (invoice.status !== 'draft' && fixed !== undefined) {
    // Wording seen at Stripe (stripe-php issue 1105).
    const message = "Finalized invoices can't be updated in this way"
    throw invalidRequest(message, { param: fixed, code: 'invoice_not_editable' })
  }
  invoice.metadata = mergeMetadata(invoice.metadata ?? {}, params.metadata)
  if (invoice.status === 'draft') changeDraft(call, invoice, params)
  void world.announce(account, { type: 'invoice.updated', object: invoice }, cause)
  return invoice
}

function changeDraft(call: Call, invoice: Stripe.Invoice, params: Changes): void {
  const { world, account } = call
  if (params.automatic_tax !== undefined) {
    if (params.automatic_tax.enabled) refuseWithoutHeadOffice(world, account)
    const changed = { ...invoice, automatic_tax: automaticTax(params.automatic_tax.enabled) }
    for (const item of itemsOf(account, invoice))
      refuseTaxMisfit(call, item, account.tables.invoice_item_detail.get(item.id), changed)
    invoice.automatic_tax = changed.automatic_tax
  }
  if (params.default_tax_rates !== undefined)
    invoice.default_tax_rates = defaultRates(account, params.default_tax_rates || [])
  if (params.discounts !== undefined)
    invoice.discounts = invoiceDiscounts(call, params.discounts || [], { invoice })
  changeWords(invoice, params)
  changeDue(call, invoice, params)
  followCustomer(account, invoice)
  priceDraft(world, account, invoice)
}

function changeWords(invoice: Stripe.Invoice, params: Changes): void {
  if (params.account_tax_ids !== undefined) invoice.account_tax_ids = params.account_tax_ids || null
  if (params.custom_fields !== undefined) invoice.custom_fields = params.custom_fields || null
  if (params.description !== undefined) invoice.description = params.description
  if (params.effective_at !== undefined) invoice.effective_at = params.effective_at || null
  if (params.footer !== undefined) invoice.footer = params.footer
  if (params.rendering !== undefined) invoice.rendering = rendering(params.rendering)
  if (params.statement_descriptor !== undefined) invoice.statement_descriptor = params.statement_descriptor
}

function changeDue({ world, account }: Call, invoice: Stripe.Invoice, params: Changes): void {
  const { collection_method: method, days_until_due: days, due_date: date } = params
  if (method !== undefined) invoice.collection_method = method
  if ((days ?? date) !== undefined && invoice.collection_method !== 'send_invoice')
    throw invalidRequest('`days_until_due` and `due_date` need `collection_method=send_invoice`.', {
      param: days === undefined ? 'due_date' : 'days_until_due',
    })
  if (date !== undefined) invoice.due_date = date
  if (days === undefined) return
  const detail = account.tables.invoice_detail.get(invoice.id)
  if (detail) detail.daysUntilDue = days
  invoice.due_date = world.now() + days * DAY
}

function remove(call: Call, id: string): Stripe.DeletedInvoice {
  const { world, account, cause } = call
  const invoice = mustFind(account.tables.invoice, 'invoice', id)
  if (invoice.status !== 'draft') throw invalidRequest('You can only delete draft invoices.') // wording: guess
  removeItemsOf(call, invoice)
  account.tables.invoice_detail.remove(id)
  account.tables.invoice.remove(id)
  void world.announce(account, { type: 'invoice.deleted', object: invoice }, cause)
  return { id, object: 'invoice', deleted: true }
}

export const invoiceDrafts: Drafts = {
  'POST /v1/invoices': create,
  'POST /v1/invoices/:id': update,
  'DELETE /v1/invoices/:id': (call, _params, id) => remove(call, id),
}
