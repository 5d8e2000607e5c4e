import type Stripe from 'stripe'
import type { Call, Handlers } from './call'
import { StripeFault } from './errors'

type AccountCalls = Pick<Handlers, 'GET /v1/account' | 'GET /v1/accounts/:id'>

/**
 * The account of the key. Where its terms of service and privacy policy are is not part of it: a set-up check learns of the
 * first only by a session that asks for consent to them (SDK types: no such field).
 */
function show({ world, account }: Call): Stripe.Account {
  const settings = world.settingsOf(account)
  return {
    id: account.id,
    object: 'account',
    business_profile: {
      annual_revenue: null,
      estimated_worker_count: null,
      mcc: '8299',
      minority_owned_business_designation: null,
      name: settings.businessName,
      product_description: null,
      specified_commercial_transactions_act_url: null,
      support_address: null,
      support_email: settings.supportEmail,
      support_phone: settings.supportPhone,
      support_url: settings.supportUrl,
      url: settings.websiteUrl,
    },
    business_type: 'company',
    capabilities: { card_payments: settings.chargesEnabled ? 'active' : 'inactive' },
    charges_enabled: settings.chargesEnabled,
    controller: { type: 'account' },
    country: settings.country,
    created: 1_735_689_600,
    default_currency: settings.settlementCurrency,
    details_submitted: settings.chargesEnabled,
    email: settings.supportEmail,
    metadata: {},
    payouts_enabled: settings.payoutsEnabled,
    settings: accountSettings(settings),
    type: 'standard',
  }
}

function accountSettings({
  branding,
  businessName,
}: ReturnType<Call['world']['settingsOf']>): Stripe.Account.Settings {
  return {
    branding: {
      icon: branding.icon,
      logo: branding.logo,
      primary_color: branding.primaryColor,
      secondary_color: branding.secondaryColor,
    },
    card_payments: {
      statement_descriptor_prefix: null,
      statement_descriptor_prefix_kana: null,
      statement_descriptor_prefix_kanji: null,
    },
    dashboard: { display_name: businessName, timezone: 'Etc/UTC' },
    invoices: { default_account_tax_ids: null, hosted_payment_method_save: 'offer' },
    payments: {
      statement_descriptor: 'REDIS UNIVERSITY',
      statement_descriptor_kana: null,
      statement_descriptor_kanji: null,
      statement_descriptor_prefix_kana: null,
      statement_descriptor_prefix_kanji: null,
    },
  }
}

export const account: AccountCalls = {
  'GET /v1/account': (call) => show(call),
  'GET /v1/accounts/:id': (call, _params, id) => {
    if (id === call.account.id) return show(call)
    // Wording seen at Stripe.
    const message = `The provided key does not have access to account '${id}' (or that account does not exist). Application access may have been revoked.`
    throw new StripeFault(403, { type: 'invalid_request_error', code: 'account_invalid', message })
  },
}
