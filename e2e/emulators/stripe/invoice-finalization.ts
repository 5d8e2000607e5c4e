import type Stripe from 'stripe'
import type { Account } from './store'
import { BY_ITSELF, type World } from './world'

/**
 * An invoice that Stripe could not finalise stays a draft without number or document, though the buyer has paid
 * (docs.stripe.com/tax/customer-locations#finalization-failures: `customer_tax_location_invalid`).
 */
export function failFinalization(world: World, account: Account, invoice: Stripe.Invoice): void {
  const error: Stripe.Invoice.LastFinalizationError = {
    type: 'invalid_request_error',
    code: 'customer_tax_location_invalid',
    doc_url: 'https://stripe.com/docs/error-codes/customer-tax-location-invalid',
    message: "We could not determine the customer's tax location based on the provided customer address.",
  }
  invoice.status = 'draft'
  invoice.number = null
  invoice.effective_at = null
  delete invoice.hosted_invoice_url
  delete invoice.invoice_pdf
  invoice.status_transitions = {
    finalized_at: null,
    marked_uncollectible_at: null,
    paid_at: null,
    voided_at: null,
  }
  invoice.last_finalization_error = error
  if (invoice.automatic_tax.enabled) invoice.automatic_tax.status = 'requires_location_inputs'
  void world.announce(account, { type: 'invoice.finalization_failed', object: invoice }, BY_ITSELF)
}
