import type Stripe from 'stripe'
import type { Call, Handlers } from './call'
import { couponOf, promotionCodeOf } from './discounts'
import { invalidRequest } from './errors'
import { newId } from './ids'
import { priceDraft } from './invoice-amounts'
import { followCustomer } from './invoice-customer'
import { nextInvoiceNumber } from './invoice-number'
import { mustFind } from './lookup'
import { redeemable, refreshCoupon } from './redemption-limits'
import { countRedemption } from './redemptions'

type Life = Pick<
  Handlers,
  'POST /v1/invoices/:id/finalize' | 'POST /v1/invoices/:id/pay' | 'POST /v1/invoices/:id/void'
>

const DAY = 24 * 60 * 60

/** Gives a draft its number, page and PDF; one of nothing is paid at once (docs.stripe.com/invoicing/overview, "zero-amount"). */
function finalize(call: Call, params: Stripe.InvoiceFinalizeInvoiceParams, id: string): Stripe.Invoice {
  const { world, account, cause } = call
  const invoice = mustFind(account.tables.invoice, 'invoice', id)
  if (invoice.status !== 'draft')
    throw invalidRequest("This invoice is already finalized, you can't re-finalize a non-draft invoice.", {
      code: 'invoice_not_editable', // the code is a guess
    })
  if (params.auto_advance === true)
    throw invalidRequest('auto_advance is not available in this test environment.', { param: 'auto_advance' })
  followCustomer(account, invoice)
  priceDraft(world, account, invoice)
  refuseEmpty(invoice)
  refuseUnknownPlace(call, invoice)
  redeem(call, invoice)
  issue(call, invoice)
  void world.announce(account, { type: 'invoice.finalized', object: invoice }, cause)
  if (invoice.amount_due === 0) markPaid(call, invoice)
  return invoice
}

function issue({ world, account }: Call, invoice: Stripe.Invoice): void {
  const now = world.now()
  const page = `${world.url()}/i/${account.id}/test_${invoice.id}`
  const days = account.tables.invoice_detail.get(invoice.id)?.daysUntilDue
  invoice.status = 'open'
  invoice.number = nextInvoiceNumber(account, invoice.customer)
  invoice.effective_at ??= now
  invoice.hosted_invoice_url = page
  invoice.invoice_pdf = `${page}/pdf`
  invoice.status_transitions.finalized_at = now
  if (days !== undefined && days !== null) invoice.due_date = now + days * DAY
}

/** docs.stripe.com/error-codes#invoice-no-customer-line-items. Whether it is said here or at creation is a guess. */
function refuseEmpty(invoice: Stripe.Invoice): void {
  if (invoice.lines.data.length > 0) return
  throw invalidRequest('An invoice cannot be finalized without line items.', {
    code: 'invoice_no_customer_line_items',
  })
}

/** docs.stripe.com/tax/customer-locations#finalization-failures: the call is refused, and the event tells too. */
function refuseUnknownPlace({ world, account, cause }: Call, invoice: Stripe.Invoice): void {
  if (!invoice.automatic_tax.enabled || invoice.automatic_tax.status === 'complete') return
  const message = "We could not determine the customer's tax location based on the provided customer address."
  const refusal = invalidRequest(message, { code: 'customer_tax_location_invalid' })
  invoice.last_finalization_error = {
    type: 'invalid_request_error',
    code: 'customer_tax_location_invalid',
    message,
  }
  void world.announce(account, { type: 'invoice.finalization_failed', object: invoice }, cause)
  world.changed()
  throw refusal
}

/** Coupons and codes are counted now; one that somebody else used up since it was given stops the invoice (guess). */
function redeem({ world, account }: Call, invoice: Stripe.Invoice): void {
  const own = [...account.tables.discount.newestFirst()].filter((row) => row.invoice === invoice.id)
  const used = new Set((invoice.total_discount_amounts ?? []).map(({ discount }) => discount))
  const discounts = own.filter((row) => used.has(row.id))
  for (const discount of discounts) {
    const coupon = couponOf(account, discount)
    const code = promotionCodeOf(account, discount)
    const counts = coupon !== undefined && refreshCoupon(coupon, world.now()).valid
    if (!counts || (code && !redeemable(account, code, world.now())))
      throw invalidRequest(`Coupon ${coupon?.id ?? ''} is expired and cannot be applied.`, {
        param: 'discounts',
      })
  }
  for (const discount of discounts) countRedemption(world, account, discount)
}

/** No card is ever saved here, so only a payment outside of Stripe can be recorded. */
function pay(call: Call, params: Stripe.InvoicePayParams, id: string): Stripe.Invoice {
  const { world, account } = call
  const invoice = mustFind(account.tables.invoice, 'invoice', id)
  if (invoice.status === 'paid') throw invalidRequest('Invoice is already paid') // seen at Stripe
  if (invoice.status !== 'open') {
    const message = `You can only pay an open invoice; this one has status \`${String(invoice.status)}\`.` // guess
    throw invalidRequest(message)
  }
  if (params.paid_out_of_band !== true) {
    // Wording seen at Stripe.
    const message =
      'This customer has no attached payment source or default payment method. Please consider adding a default payment method.'
    throw invalidRequest(message)
  }
  const now = world.now()
  const amount = invoice.amount_remaining
  account.tables.invoice_payment.add(outOfBand(invoice, amount, now))
  // "The amount_paid field … now reflects out of band payments" (changelog of 2025-03-31).
  invoice.amount_paid += amount
  invoice.amount_remaining = 0
  markPaid(call, invoice)
  return invoice
}

/** A payment made elsewhere, as a payment record (SDK types: `payment_record`). */
function outOfBand(invoice: Stripe.Invoice, amount: number, now: number): Stripe.InvoicePayment {
  return {
    id: newId('inpay'),
    object: 'invoice_payment',
    amount_paid: amount,
    amount_requested: amount,
    created: now,
    currency: invoice.currency,
    invoice: invoice.id,
    is_default: false,
    livemode: false,
    payment: { type: 'payment_record', payment_record: newId('pr') },
    status: 'paid',
    status_transitions: { canceled_at: null, paid_at: now },
  }
}

/** `invoice.payment_succeeded` is about attempts at a payment, of which there is none (SDK types of events). */
export function markPaid({ world, account, cause }: Call, invoice: Stripe.Invoice): void {
  invoice.status = 'paid'
  invoice.attempted = true
  invoice.status_transitions.paid_at = world.now()
  world.changed()
  void world.announce(account, { type: 'invoice.paid', object: invoice }, cause)
}

function voidInvoice({ world, account, cause }: Call, id: string): Stripe.Invoice {
  const invoice = mustFind(account.tables.invoice, 'invoice', id)
  if (invoice.status !== 'open') {
    const message = `You can only void an open invoice; this one has status \`${String(invoice.status)}\`.` // guess
    throw invalidRequest(message)
  }
  invoice.status = 'void'
  invoice.status_transitions.voided_at = world.now()
  void world.announce(account, { type: 'invoice.voided', object: invoice }, cause)
  return invoice
}

export const invoiceLife: Life = {
  'POST /v1/invoices/:id/finalize': finalize,
  'POST /v1/invoices/:id/pay': pay,
  'POST /v1/invoices/:id/void': (call, _params, id) => voidInvoice(call, id),
}
