import type Stripe from 'stripe'
import { z } from 'zod'
import { PO_FIELD } from './invoice-replacement'
import type { SessionOrder } from './session-order'

/** What `checkout.sessions.create` is called with. Stored with the attempt and sent again unchanged. */
export type SessionParameters = Stripe.Checkout.SessionCreateParams

/**
 * Payment methods that pay later than they are chosen (days, a voucher, a transfer) are left out: a learner who paid is
 * inside seconds later. The events of such payments are handled all the same, as a defence.
 */
const DELAYED_METHODS = [
  'acss_debit',
  'au_becs_debit',
  'bacs_debit',
  'boleto',
  'customer_balance',
  'konbini',
  'multibanco',
  'nz_bank_account',
  'oxxo',
  'payto',
  'sepa_debit',
  'sofort',
  'us_bank_account',
] as const satisfies readonly Stripe.Checkout.SessionCreateParams.ExcludedPaymentMethodType[]

const BRANDING = {
  display_name: 'Redis University',
  background_color: '#FFFFFF',
  button_color: '#FF4438',
  border_style: 'rounded',
  font_family: 'inter',
} as const

/**
 * Builds the session's parameters: pure, so that the same order always gives the same request (Stripe's idempotency
 * asks for that). Each value is reasoned in Stripe's "Create a Checkout Session" reference and in the README.
 */
export function sessionParameters(order: SessionOrder): SessionParameters {
  const metadata = { checkout_id: order.attemptId, sku: order.sku, smid: order.smid, region: order.country }
  return {
    mode: 'payment',
    submit_type: 'pay',
    locale: 'auto',
    ...paymentPage(order),
    client_reference_id: order.attemptId,
    customer_email: order.email,
    customer_creation: 'always',
    billing_address_collection: 'required',
    name_collection: {
      individual: { enabled: true, optional: false },
      business: { enabled: true, optional: true },
    },
    tax_id_collection: { enabled: true, required: 'never' },
    // Explicit, because the account may have a default; and never merchant of record on Stripe's side.
    automatic_tax: { enabled: order.tax.route === 'automatic' },
    managed_payments: { enabled: false },
    adaptive_pricing: { enabled: false },
    allow_promotion_codes: true,
    excluded_payment_method_types: [...DELAYED_METHODS],
    line_items: [lineItem(order)],
    consent_collection: { terms_of_service: 'required' },
    custom_text: {
      terms_of_service_acceptance: { message: order.confirmation },
      submit: { message: order.refundSummary },
      after_submit: { message: 'Your course opens in Redis University within seconds.' },
    },
    branding_settings: BRANDING,
    expires_at: Math.floor(order.expiresAt.getTime() / 1_000),
    payment_intent_data: {
      description: `${order.title} (${order.sku})`,
      statement_descriptor_suffix: 'UNIVERSITY',
      metadata,
    },
    invoice_creation: { enabled: true, invoice_data: invoiceData(order, metadata) },
    metadata,
  }
}

/** All in which the two forms differ: each refuses the other's addresses. */
function paymentPage({ form, successUrl, cancelUrl }: SessionOrder) {
  return form === 'embedded'
    ? { ui_mode: 'embedded_page', return_url: successUrl }
    : { ui_mode: 'hosted_page', success_url: successUrl, cancel_url: cancelUrl }
}

function lineItem({ stripePriceId, tax }: SessionOrder): Stripe.Checkout.SessionCreateParams.LineItem {
  const item = { price: stripePriceId, quantity: 1 }
  return tax.route === 'automatic' ? item : { ...item, tax_rates: [tax.taxRateId] }
}

function invoiceData(order: SessionOrder, metadata: Record<string, string>) {
  return {
    description: order.title,
    footer: order.invoiceFooter,
    metadata,
    ...(order.sellerTaxIds.length === 0 ? {} : { account_tax_ids: [...order.sellerTaxIds] }),
    ...(order.poNumber === undefined ? {} : { custom_fields: [{ name: PO_FIELD, value: order.poNumber }] }),
  }
}

/** Reads stored parameters back. Our own row: its shape was the SDK's when it was written. */
export const sessionParametersSchema = z.custom<SessionParameters>(
  (value) => typeof value === 'object' && value !== null && 'mode' in value && value.mode === 'payment',
)
