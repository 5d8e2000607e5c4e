import type Stripe from 'stripe'

/** Israel's VAT. Stripe Tax cannot collect it, so the account holds it as a manual rate; finance confirms the figure. */
const ISRAELI_VAT = {
  display_name: 'VAT',
  country: 'IL',
  jurisdiction: 'IL',
  inclusive: false,
}

/** How long a manual rate is believed: it changes with a law, and every page for its country names it. */
const BELIEVED_MS = 5 * 60_000

/** A rate the account keeps by hand, added on top of prices. `percentage`: 18 for 18 %. */
export type ManualTaxRate = { readonly id: string; readonly percentage: number }

/**
 * The account's active manual tax rate of a country; undefined when nobody has made one. The newest counts where there
 * are several, as Stripe lists them. Kept for five minutes, unless a `fresh` one is asked for, as a session needs it;
 * neither a failure nor a missing rate is kept, so that one just made counts at once; readers at one moment share one
 * reading. Throws when unreachable.
 */
export function manualTaxRates(
  stripe: Stripe,
  now: () => number = () => performance.now(),
): (country: string, options?: { readonly fresh: boolean }) => Promise<ManualTaxRate | undefined> {
  type Reading = { readonly rate: Promise<ManualTaxRate | undefined>; readonly at: number }
  const known = new Map<string, Reading>()
  return (country, { fresh } = { fresh: false }) => {
    const kept = known.get(country)
    if (!fresh && kept !== undefined && now() - kept.at < BELIEVED_MS) return kept.rate
    const reading: Reading = { rate: findManualTaxRate(stripe, country), at: now() }
    known.set(country, reading)
    const forget = (): void => void (known.get(country) === reading && known.delete(country))
    reading.rate.then((rate) => rate ?? forget(), forget)
    return reading.rate
  }
}

async function findManualTaxRate(stripe: Stripe, country: string): Promise<ManualTaxRate | undefined> {
  for await (const rate of stripe.taxRates.list({ active: true, inclusive: false, limit: 100 })) {
    if (rate.country === country) return { id: rate.id, percentage: rate.percentage }
  }
  return undefined
}

/**
 * Makes the Israeli rate of a percentage (finance's, `ISRAEL_VAT_PERCENT`) unless it is the one that counts already.
 * Idempotent by looking first; run by hand or at seeding, not at once. Other rates stay as they are.
 */
export async function ensureIsraeliTaxRate(stripe: Stripe, percentage = 18): Promise<string> {
  const counts = await findManualTaxRate(stripe, ISRAELI_VAT.country)
  if (counts?.percentage === percentage) return counts.id
  const made = await stripe.taxRates.create({ ...ISRAELI_VAT, percentage })
  return made.id
}
