import type Stripe from 'stripe'
import { mergeMetadata } from './metadata'
import { sessionPage } from './session-page'
import type { Settings } from './settings'

type Session = Stripe.Checkout.Session
type Params = Stripe.Checkout.SessionCreateParams
type Basics = {
  id: string
  url: string
  now: number
  currency: string
  settings: Settings
  customer: Stripe.Customer | null
}

const DAY = 24 * 60 * 60

/** A new open session. What is known only later (amounts, buyer, payment) is filled in by others. */
export function makeSession(params: Params, basics: Basics): Session {
  const { id, now, customer } = basics
  const methods = paymentMethods(params)
  return {
    id,
    object: 'checkout.session',
    adaptive_pricing: { enabled: params.adaptive_pricing?.enabled ?? false },
    after_expiration: afterExpiration(params),
    allow_promotion_codes: params.allow_promotion_codes ?? null,
    allowed_payment_method_types: params.allowed_payment_method_types ?? null,
    automatic_tax: automaticTax(params),
    billing_address_collection: params.billing_address_collection ?? null,
    branding_settings: branding(params, basics.settings),
    cancel_url: params.cancel_url ?? null,
    client_reference_id: params.client_reference_id ?? null,
    consent_collection: consentCollection(params),
    created: now,
    currency: basics.currency,
    custom_text: customText(params),
    customer: customer?.id ?? null,
    customer_creation: customer ? null : (params.customer_creation ?? 'if_required'),
    customer_details: knownBuyer(params, customer),
    customer_email: params.customer_email ?? null,
    ...(params.excluded_payment_method_types
      ? { excluded_payment_method_types: params.excluded_payment_method_types }
      : {}),
    expires_at: params.expires_at ?? now + DAY,
    integration_identifier: params.integration_identifier ?? null,
    invoice_creation: invoiceCreation(params),
    locale: params.locale ?? null,
    managed_payments: { enabled: params.managed_payments?.enabled ?? false },
    metadata: mergeMetadata({}, params.metadata),
    mode: params.mode ?? 'payment',
    ...(params.name_collection ? { name_collection: nameCollection(params.name_collection) } : {}),
    origin_context: params.origin_context ?? null,
    payment_method_types: methods,
    phone_number_collection: { enabled: params.phone_number_collection?.enabled ?? false },
    submit_type: params.submit_type ?? null,
    success_url: params.success_url ?? null,
    tax_id_collection: {
      enabled: params.tax_id_collection?.enabled ?? false,
      required: params.tax_id_collection?.required ?? 'never',
    },
    ...sessionPage(params, id, basics.url),
    ...emptyParts(),
  }
}

/** What every new session has alike: nothing paid, nothing shipped, nobody known. */
function emptyParts() {
  return {
    amount_subtotal: 0,
    amount_total: 0,
    collected_information: { business_name: null, individual_name: null, shipping_details: null },
    consent: null,
    currency_conversion: null,
    custom_fields: [],
    customer_account: null,
    discounts: [],
    invoice: null,
    livemode: false,
    payment_intent: null,
    payment_link: null,
    payment_method_collection: 'if_required',
    payment_method_configuration_details: null,
    payment_method_options: { card: { request_three_d_secure: 'automatic' } },
    payment_status: 'unpaid',
    permissions: null,
    recovered_from: null,
    saved_payment_method_options: null,
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: 'open',
    subscription: null,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    wallet_options: null,
  } satisfies Partial<Session>
}

/** Cards always; a bank debit, as the one method that is paid later, unless the session leaves it out. */
function paymentMethods(params: Params): string[] {
  const all = ['card', 'us_bank_account']
  const allowed = params.allowed_payment_method_types
  const excluded: string[] = params.excluded_payment_method_types ?? []
  return all.filter(
    (type) => (!allowed || allowed.some((entry) => entry === type)) && !excluded.includes(type),
  )
}

function afterExpiration(params: Params): Stripe.Checkout.Session.AfterExpiration | null {
  const recovery = params.after_expiration?.recovery
  if (!recovery) return null
  const allow = recovery.allow_promotion_codes ?? false
  return {
    recovery: { allow_promotion_codes: allow, enabled: recovery.enabled, expires_at: null, url: null },
  }
}

function automaticTax(params: Params): Stripe.Checkout.Session.AutomaticTax {
  if (params.automatic_tax?.enabled !== true)
    return { enabled: false, liability: null, provider: null, status: null }
  return {
    enabled: true,
    liability: { type: 'self' },
    provider: 'stripe',
    status: 'requires_location_inputs',
  }
}

function branding(params: Params, settings: Settings): Stripe.Checkout.Session.BrandingSettings {
  const given = params.branding_settings
  return {
    background_color: given?.background_color || '#ffffff',
    border_style: given?.border_style || 'rounded',
    button_color: given?.button_color || '#0074d4',
    display_name: given?.display_name ?? settings.businessName,
    font_family: given?.font_family || 'default',
    icon: given?.icon ?? null,
    logo: given?.logo ?? null,
  }
}

function consentCollection(params: Params): Stripe.Checkout.Session.ConsentCollection | null {
  const given = params.consent_collection
  if (!given) return null
  return {
    payment_method_reuse_agreement: given.payment_method_reuse_agreement ?? null,
    promotions: given.promotions ?? null,
    terms_of_service: given.terms_of_service ?? null,
  }
}

function customText(params: Params): Stripe.Checkout.Session.CustomText {
  const given = params.custom_text
  return {
    after_submit: given?.after_submit || null,
    shipping_address: given?.shipping_address || null,
    submit: given?.submit || null,
    terms_of_service_acceptance: given?.terms_of_service_acceptance || null,
  }
}

function knownBuyer(
  params: Params,
  customer: Stripe.Customer | null,
): Stripe.Checkout.Session.CustomerDetails | null {
  const email = customer?.email ?? params.customer_email
  if (email === undefined) return null
  return {
    address: customer?.address ?? null,
    business_name: null,
    email,
    individual_name: null,
    name: customer?.name ?? null,
    phone: customer?.phone ?? null,
    tax_exempt: customer?.tax_exempt ?? 'none',
    tax_ids: null,
  }
}

function invoiceCreation(params: Params): Stripe.Checkout.Session.InvoiceCreation {
  const data = params.invoice_creation?.invoice_data
  const rendering = data?.rendering_options || null
  return {
    enabled: params.invoice_creation?.enabled ?? false,
    invoice_data: {
      account_tax_ids: data?.account_tax_ids || null,
      custom_fields: data?.custom_fields || null,
      description: data?.description ?? null,
      footer: data?.footer ?? null,
      issuer: null,
      metadata: mergeMetadata({}, data?.metadata, 'invoice_creation[invoice_data][metadata]'),
      rendering_options: rendering
        ? { amount_tax_display: rendering.amount_tax_display || null, template: rendering.template ?? null }
        : null,
    },
  }
}

function nameCollection(
  given: Stripe.Checkout.SessionCreateParams.NameCollection,
): Stripe.Checkout.Session.NameCollection {
  const { business, individual } = given
  return {
    ...(business ? { business: { enabled: business.enabled, optional: business.optional ?? false } } : {}),
    ...(individual
      ? { individual: { enabled: individual.enabled, optional: individual.optional ?? false } }
      : {}),
  }
}
