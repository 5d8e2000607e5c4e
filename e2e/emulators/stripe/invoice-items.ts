import type Stripe from 'stripe'
import type { Call, Handlers } from './call'
import { itemsOf, priceDraft } from './invoice-amounts'
import { invoiceDiscounts } from './invoice-discounts'
import { makeInvoiceItem } from './invoice-item-object'
import { mustBeDraft, refuseNewItem } from './invoice-item-rules'
import { createdWithin, is, listPage } from './lists'
import { mustFind } from './lookup'
import { invalidRequest } from './errors'

type Items = Pick<
  Handlers,
  | 'POST /v1/invoiceitems'
  | 'GET /v1/invoiceitems'
  | 'GET /v1/invoiceitems/:id'
  | 'DELETE /v1/invoiceitems/:id'
>

function create(call: Call, params: Stripe.InvoiceItemCreateParams): Stripe.InvoiceItem {
  const { world, account, cause } = call
  const invoice =
    params.invoice === undefined
      ? undefined
      : mustBeDraft(mustFind(account.tables.invoice, 'invoice', params.invoice, 'invoice'))
  const customerId = params.customer ?? (typeof invoice?.customer === 'string' ? invoice.customer : undefined)
  if (customerId === undefined)
    throw invalidRequest('Missing required param: customer.', {
      param: 'customer',
      code: 'parameter_missing',
    })
  const customer = mustFind(account.tables.customer, 'customer', customerId, 'customer')
  const { item, detail } = makeInvoiceItem(call, params, customer, invoice)
  refuseNewItem(call, params, item, detail, invoice)
  if (invoice) item.discounts = invoiceDiscounts(call, params.discounts || [], { invoice, item })
  account.tables.invoice_item_detail.add(detail)
  account.tables.invoice_item.add(item)
  if (invoice) priceDraft(world, account, invoice)
  void world.announce(account, { type: 'invoiceitem.created', object: item }, cause)
  if (invoice) void world.announce(account, { type: 'invoice.updated', object: invoice }, cause)
  return item
}

/** "Deletes an invoice item, removing it from an invoice. Only possible when it's not attached to invoices, or if it's attached to a draft invoice" (SDK types). */
function remove({ world, account, cause }: Call, id: string): Stripe.DeletedInvoiceItem {
  const item = mustFind(account.tables.invoice_item, 'invoiceitem', id)
  const invoice = typeof item.invoice === 'string' ? account.tables.invoice.get(item.invoice) : undefined
  if (invoice) mustBeDraft(invoice)
  account.tables.invoice_item.remove(id)
  account.tables.invoice_item_detail.remove(id)
  if (invoice) priceDraft(world, account, invoice)
  void world.announce(account, { type: 'invoiceitem.deleted', object: item }, cause)
  return { id, object: 'invoiceitem', deleted: true }
}

export const invoiceItems: Items = {
  'POST /v1/invoiceitems': create,
  'GET /v1/invoiceitems': ({ account }, params) =>
    listPage(account.tables.invoice_item, '/v1/invoiceitems', params, (row) => {
      const same = is(row.customer, params.customer) && is(row.invoice, params.invoice)
      const pending = params.pending === undefined || (row.invoice === null) === params.pending
      return same && pending && createdWithin(row.date, params.created)
    }),
  'GET /v1/invoiceitems/:id': ({ account }, _params, id) =>
    mustFind(account.tables.invoice_item, 'invoiceitem', id),
  'DELETE /v1/invoiceitems/:id': (call, _params, id) => remove(call, id),
}

/** Takes a customer's pending items of the invoice's currency into it: `pending_invoice_items_behavior=include`. */
export function includePending({ account }: Call, invoice: Stripe.Invoice): void {
  for (const item of account.tables.invoice_item.newestFirst()) {
    const pending = item.invoice === null && item.customer === invoice.customer
    if (pending && item.currency === invoice.currency) item.invoice = invoice.id
  }
}

/** Undoes a draft's items with it. */
export function removeItemsOf({ account }: Call, invoice: Stripe.Invoice): void {
  for (const item of itemsOf(account, invoice)) {
    account.tables.invoice_item.remove(item.id)
    account.tables.invoice_item_detail.remove(item.id)
  }
}
