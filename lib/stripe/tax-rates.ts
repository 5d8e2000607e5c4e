import type Stripe from 'stripe'

/** Israel's VAT. Stripe Tax cannot collect it, so the account holds it as a manual rate; finance confirms the figure. */
const ISRAELI_VAT = {
  display_name: 'VAT',
  country: 'IL',
  jurisdiction: 'IL',
  percentage: 18,
  inclusive: false,
}

/** The account's active manual tax rate of a country, added on top of prices. Undefined when nobody has made one. */
export async function findManualTaxRate(stripe: Stripe, country: string): Promise<string | undefined> {
  for await (const rate of stripe.taxRates.list({ active: true, inclusive: false, limit: 100 })) {
    if (rate.country === country) return rate.id
  }
  return undefined
}

/** Makes the Israeli rate where the account has none. Idempotent by looking first; run by hand or at seeding, not at once. */
export async function ensureIsraeliTaxRate(stripe: Stripe): Promise<string> {
  const existing = await findManualTaxRate(stripe, ISRAELI_VAT.country)
  if (existing !== undefined) return existing
  const made = await stripe.taxRates.create(ISRAELI_VAT, { idempotencyKey: 'university-tax-rate-il-18' })
  return made.id
}
