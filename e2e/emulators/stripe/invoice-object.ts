import Stripe from 'stripe'
import { newId } from './ids'
import { invoiceTaxLine } from './invoice-taxes'
import type { SessionDetail } from './session-detail'
import type { Settings } from './settings'

type Session = Stripe.Checkout.Session
type Basics = { number: string; now: number; pageUrl: string; account: string; settings: Settings }

/** The paid invoice that Checkout makes after a purchase (docs.stripe.com/payments/checkout/receipts#paid-invoices). */
export function makeInvoice(session: Session, detail: SessionDetail, basics: Basics): Stripe.Invoice {
  const { number, now, settings } = basics
  const id = newId('in')
  const data = session.invoice_creation?.invoice_data
  const buyer = session.customer_details
  const total = session.amount_total ?? 0
  const subtotal = session.amount_subtotal ?? 0
  const tax = session.total_details?.amount_tax ?? 0
  const page = `${basics.pageUrl}/i/${basics.account}/test_${id}`
  return {
    id,
    object: 'invoice',
    account_country: settings.country,
    account_name: settings.businessName,
    account_tax_ids: data?.account_tax_ids ?? null,
    amount_due: total,
    amount_paid: total,
    automatic_tax: invoiceTax(session),
    created: now,
    currency: session.currency ?? 'usd',
    custom_fields: data?.custom_fields ?? null,
    customer: session.customer,
    customer_address: buyer?.address ?? null,
    customer_email: buyer?.email ?? null,
    customer_name: buyer?.business_name ?? buyer?.name ?? null,
    customer_tax_exempt: buyer?.tax_exempt ?? 'none',
    customer_tax_ids: buyer?.tax_ids ?? [],
    description: data?.description ?? null,
    discounts: detail.discount ? [detail.discount.id] : [],
    effective_at: now,
    footer: data?.footer ?? null,
    hosted_invoice_url: page,
    invoice_pdf: `${page}/pdf`,
    lines: invoiceLines(id, detail, now),
    metadata: data?.metadata ?? {},
    number,
    period_end: now,
    period_start: now,
    rendering: rendering(data),
    status_transitions: { finalized_at: now, marked_uncollectible_at: null, paid_at: now, voided_at: null },
    subtotal,
    subtotal_excluding_tax: subtotal - inclusiveTax(detail),
    total,
    total_discount_amounts: detail.breakdown.discounts.map(({ amount, discount }) => ({
      amount,
      discount: discount.id,
    })),
    total_excluding_tax: total - tax,
    total_taxes: detail.breakdown.taxes.map(invoiceTaxLine),
    ...ordinaryParts(),
  }
}

/** What such an invoice always has: paid at once, by itself, nothing shipped, nothing owed. */
export function ordinaryParts() {
  return {
    amount_overpaid: 0,
    amount_remaining: 0,
    amount_shipping: 0,
    application: null,
    attempt_count: 0,
    attempted: true,
    auto_advance: false,
    automatically_finalizes_at: null,
    billing_reason: 'manual',
    collection_method: 'charge_automatically',
    customer_account: null,
    customer_phone: null,
    customer_shipping: null,
    default_payment_method: null,
    default_source: null,
    default_tax_rates: [],
    due_date: null,
    ending_balance: 0,
    from_invoice: null,
    issuer: { type: 'self' },
    last_finalization_error: null,
    latest_revision: null,
    livemode: false,
    next_payment_attempt: null,
    on_behalf_of: null,
    parent: null,
    payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
    receipt_number: null,
    shipping_cost: null,
    shipping_details: null,
    starting_balance: 0,
    statement_descriptor: null,
    status: 'paid',
    test_clock: null,
    total_pretax_credit_amounts: [],
    webhooks_delivered_at: null,
  } satisfies Partial<Stripe.Invoice>
}

function invoiceTax(session: Session): Stripe.Invoice.AutomaticTax {
  const { enabled, provider, status } = session.automatic_tax
  return { disabled_reason: null, enabled, liability: enabled ? { type: 'self' } : null, provider, status }
}

function rendering(
  data: Stripe.Checkout.Session.InvoiceCreation.InvoiceData | undefined,
): Stripe.Invoice.Rendering | null {
  const options = data?.rendering_options
  if (!options) return null
  const { amount_tax_display, template } = options
  return {
    amount_tax_display,
    pdf: { page_size: 'auto' },
    template,
    template_version: template === null ? null : 1,
  }
}

function inclusiveTax(detail: SessionDetail): number {
  const inside = detail.breakdown.taxes.filter((tax) => tax.rate.inclusive)
  return inside.reduce((total, tax) => total + tax.amount, 0)
}

function invoiceLines(
  invoice: string,
  detail: SessionDetail,
  now: number,
): Stripe.ApiList<Stripe.InvoiceLineItem> {
  const data = detail.lineItems.map((line) => invoiceLine(invoice, line, now))
  return { object: 'list', data, has_more: false, url: `/v1/invoices/${invoice}/lines` }
}

function invoiceLine(invoice: string, line: Stripe.LineItem, now: number): Stripe.InvoiceLineItem {
  const { price } = line
  const discounts = line.discounts ?? []
  return {
    id: newId('il'),
    object: 'line_item',
    amount: line.amount_subtotal,
    currency: line.currency,
    description: line.description,
    discount_amounts: discounts.map(({ amount, discount }) => ({ amount, discount: discount.id })),
    discountable: true,
    discounts: discounts.map(({ discount }) => discount.id),
    invoice,
    livemode: false,
    metadata: {},
    parent: {
      invoice_item_details: {
        invoice_item: newId('ii'),
        proration: false,
        proration_details: null,
        subscription: null,
      },
      subscription_item_details: null,
      type: 'invoice_item_details',
    },
    period: { end: now, start: now },
    pretax_credit_amounts: [],
    pricing: price
      ? {
          type: 'price_details',
          price_details: { price: price.id, product: String(price.product) },
          unit_amount_decimal: price.unit_amount_decimal,
        }
      : null,
    quantity: line.quantity,
    quantity_decimal: Stripe.Decimal.from(line.quantity ?? 1),
    subscription: null,
    subtotal: line.amount_subtotal,
    taxes: (line.taxes ?? []).map(invoiceTaxLine),
  }
}
