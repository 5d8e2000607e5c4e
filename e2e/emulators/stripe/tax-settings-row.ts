import type Stripe from 'stripe'

/** What `POST /v1/tax/settings` has set; one row per account. */
export type TaxSettingsRow = {
  id: 'tax_settings'
  head_office: Stripe.Address | null
  tax_behavior: Stripe.Tax.Settings.Defaults.TaxBehavior | null
  tax_code: string | null
}
