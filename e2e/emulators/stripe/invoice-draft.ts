import type Stripe from 'stripe'
import type { Call } from './call'
import { newId } from './ids'
import { followCustomer } from './invoice-customer'
import { invoiceDiscounts } from './invoice-discounts'
import { ordinaryParts } from './invoice-object'
import { defaultRates } from './invoice-rules'
import { mergeMetadata } from './metadata'

type Params = Stripe.InvoiceCreateParams
const DAY = 24 * 60 * 60

/** A draft as it begins: without lines, number or documents. Its rules were checked before (invoice-rules.ts). */
export function makeDraft(call: Call, params: Params, customer: Stripe.Customer): Stripe.Invoice {
  const { world, account } = call
  const now = world.now()
  const settings = world.settingsOf(account)
  const id = newId('in')
  const sent = params.collection_method === 'send_invoice'
  const draft: Stripe.Invoice = {
    ...ordinaryParts(),
    ...unpaidParts(id, now),
    id,
    object: 'invoice',
    account_country: settings.country,
    account_name: settings.businessName,
    account_tax_ids: params.account_tax_ids || null,
    automatic_tax: automaticTax(params.automatic_tax?.enabled === true),
    collection_method: sent ? 'send_invoice' : 'charge_automatically',
    currency: (params.currency ?? customer.currency ?? settings.settlementCurrency).toLowerCase(),
    custom_fields: params.custom_fields || null,
    customer: customer.id,
    customer_address: null,
    customer_email: null,
    customer_name: null,
    customer_tax_exempt: 'none',
    default_tax_rates: defaultRates(account, params.default_tax_rates),
    description: params.description ?? null,
    due_date: sent ? (params.due_date ?? now + (params.days_until_due ?? 0) * DAY) : null,
    effective_at: params.effective_at ?? null,
    footer: params.footer ?? null,
    metadata: mergeMetadata({}, params.metadata),
    rendering: rendering(params.rendering),
    statement_descriptor: params.statement_descriptor ?? null,
  }
  followCustomer(account, draft)
  draft.discounts = invoiceDiscounts(call, params.discounts || [], { invoice: draft })
  account.tables.invoice_detail.add({ id, daysUntilDue: params.days_until_due ?? null })
  return draft
}

export function automaticTax(enabled: boolean): Stripe.Invoice.AutomaticTax {
  return {
    disabled_reason: null,
    enabled,
    liability: enabled ? { type: 'self' } : null,
    provider: enabled ? 'stripe' : null,
    status: enabled ? 'requires_location_inputs' : null,
  }
}

export function rendering(
  given: Stripe.InvoiceCreateParams.Rendering | undefined,
): Stripe.Invoice.Rendering | null {
  if (!given) return null
  return {
    amount_tax_display: given.amount_tax_display || null,
    pdf: { page_size: given.pdf?.page_size ?? 'auto' },
    template: given.template ?? null,
    template_version: given.template === undefined ? null : given.template_version || 1,
  }
}

/** Nothing counted, nothing paid, nothing issued yet. */
function unpaidParts(id: string, now: number) {
  return {
    amount_due: 0,
    amount_paid: 0,
    attempted: false,
    created: now,
    discounts: [],
    lines: { object: 'list', data: [], has_more: false, url: `/v1/invoices/${id}/lines` },
    number: null,
    period_end: now,
    period_start: now,
    status: 'draft',
    status_transitions: { finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null },
    subtotal: 0,
    subtotal_excluding_tax: 0,
    total: 0,
    total_discount_amounts: [],
    total_excluding_tax: 0,
    total_taxes: [],
  } satisfies Partial<Stripe.Invoice>
}
