import type Stripe from 'stripe'
import type { Call } from './call'
import { invalidRequest } from './errors'
import type { InvoiceItemDetail } from './invoice-detail'
import { refuseOddAmount } from './odd-amounts'
import { onlyOne } from './session-rule'
import { taxBehaviorOf } from './tax'

type Params = Stripe.InvoiceItemCreateParams

/** docs.stripe.com/error-codes#invoice-not-editable; the message is an excerpt of what it says there. */
export function mustBeDraft(invoice: Stripe.Invoice): Stripe.Invoice {
  if (invoice.status === 'draft') return invoice
  throw invalidRequest('The specified invoice can no longer be edited.', {
    param: 'invoice',
    code: 'invoice_not_editable',
  })
}

/** What Stripe refuses of a new item beyond the types. Wordings are guesses. */
export function refuseNewItem(
  call: Call,
  params: Params,
  item: Stripe.InvoiceItem,
  detail: InvoiceItemDetail,
  invoice: Stripe.Invoice | undefined,
): void {
  const { amount, pricing, price_data: data } = params
  const given = [amount, pricing?.price, data].filter((value) => value !== undefined)
  if (given.length === 0)
    throw invalidRequest('You must specify `amount`, `pricing[price]` or `price_data`.', {
      param: 'amount',
      code: 'parameter_missing',
    })
  if (given.length > 1) throw onlyOne('amount', 'amount, pricing[price], price_data')
  if (amount !== undefined && params.quantity !== undefined) throw onlyOne('amount', 'amount, quantity')
  for (const name of [
    'unit_amount_decimal',
    'quantity_decimal',
    'subscription',
    'customer_account',
  ] as const) {
    if (params[name] !== undefined)
      throw invalidRequest(`${name} is not available in this test environment.`, { param: name })
  }
  if (item.amount < 0)
    throw invalidRequest('Negative amounts are not available in this test environment.', { param: 'amount' })
  refuseOddAmount(amount, item.currency, 'amount')
  if (invoice) refuseMisfit(call, item, detail, invoice)
  else if ((params.discounts || []).length > 0)
    throw invalidRequest('Discounts of pending items are not available in this test environment.', {
      param: 'discounts',
    })
}

/** "Items with manually specified tax rates, … or tax_behavior=unspecified cannot be added to automatic tax invoices" (SDK types). */
function refuseMisfit(
  call: Call,
  item: Stripe.InvoiceItem,
  detail: InvoiceItemDetail,
  invoice: Stripe.Invoice,
): void {
  if (item.customer !== invoice.customer)
    throw invalidRequest(`The invoice ${invoice.id} belongs to another customer.`, { param: 'invoice' })
  if (item.currency !== invoice.currency) {
    const message = `The currency of the invoice item (${item.currency}) does not match the invoice's (${invoice.currency}).`
    throw invalidRequest(message, { param: 'currency' })
  }
  refuseTaxMisfit(call, item, detail, invoice)
}

export function refuseTaxMisfit(
  { world, account }: Call,
  item: Stripe.InvoiceItem,
  detail: InvoiceItemDetail | undefined,
  invoice: Stripe.Invoice,
): void {
  if (!invoice.automatic_tax.enabled) return
  if ((item.tax_rates ?? []).length > 0)
    throw invalidRequest('You cannot use `tax_rates` when `automatic_tax[enabled]=true`.', {
      param: 'tax_rates',
    })
  const own = { tax_behavior: detail?.taxBehavior ?? 'unspecified', currency: item.currency }
  if (taxBehaviorOf(world, account, own) === 'unspecified')
    throw invalidRequest(
      'Invoice items of an invoice with automatic tax need a `tax_behavior`, and no default is set in your tax settings.',
      { param: 'tax_behavior' },
    )
}
