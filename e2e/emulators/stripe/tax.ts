import type Stripe from 'stripe'
import { makeTaxRate } from './tax-rate-object'
import { percentOf, percentWithin } from './percentages'
import type { Account } from './store'
import { type Jurisdiction, jurisdictionsOf, stateOf } from './us-sales-tax'
import type { World } from './world'

type TaxLine = Stripe.LineItem.Tax
/** `step`: minor units that each tax is rounded to. */
type Taxable = { amount: number; address: Stripe.Address; inclusive: boolean; step: number }

/** Countries of which this emulator says "not supported" rather than "not registered" (facts: Stripe Tax lacks Israel). */
const UNSUPPORTED = new Set(['IL'])

/** Rates given by the seller, applied as they are (docs.stripe.com/billing/taxes/tax-rates). */
export function manualTaxes(amount: number, rates: readonly Stripe.TaxRate[], step: number): TaxLine[] {
  return rates.map((rate) => ({
    amount: rate.inclusive
      ? percentWithin(amount, rate.percentage, step)
      : percentOf(amount, rate.percentage, step),
    rate,
    taxability_reason: null,
    taxable_amount: amount,
  }))
}

/**
 * What Stripe Tax would collect. A place without a registration is taxed with zero, and so is a country it does not know:
 * no error, only a reason (docs.stripe.com/tax/zero-tax).
 */
export function automaticTaxes(
  world: World,
  account: Account,
  { amount, address, inclusive, step }: Taxable,
): TaxLine[] {
  const country = address.country
  if (country === null) return []
  const state = country === 'US' ? stateOf(address.postal_code, address.state) : undefined
  const registered = state !== undefined && world.settings.taxRegistrations.includes(state)
  if (!registered) {
    const rate = rateOf(world, account, {
      country,
      state: state ?? null,
      percentage: 0,
      inclusive,
      name: country,
    })
    const reason = UNSUPPORTED.has(country) ? 'not_supported' : 'not_collecting'
    return [{ amount: 0, rate, taxability_reason: reason, taxable_amount: 0 }]
  }
  return jurisdictionsOf(state, address.postal_code).map((jurisdiction) => {
    const rate = usRate(world, account, state, jurisdiction, inclusive)
    const tax = inclusive
      ? percentWithin(amount, rate.percentage, step)
      : percentOf(amount, rate.percentage, step)
    return { amount: tax, rate, taxability_reason: 'standard_rated', taxable_amount: amount }
  })
}

function usRate(
  world: World,
  account: Account,
  state: string,
  part: Jurisdiction,
  inclusive: boolean,
): Stripe.TaxRate {
  const { name, percentage, level } = part
  const rate = rateOf(world, account, { country: 'US', state, percentage, inclusive, name })
  rate.jurisdiction_level = level
  return rate
}

/** Stripe Tax makes one tax rate per authority and uses it again. */
function rateOf(
  world: World,
  account: Account,
  wanted: { country: string; state: string | null; percentage: number; inclusive: boolean; name: string },
): Stripe.TaxRate {
  const { country, state, percentage, inclusive, name } = wanted
  const known = account.tables.automatic_tax_rate.find(
    (rate) =>
      rate.jurisdiction === name &&
      rate.inclusive === inclusive &&
      rate.percentage === percentage &&
      rate.state === state,
  )
  if (known) return known
  const label = country === 'US' ? 'Sales Tax' : 'Tax'
  const draft = {
    display_name: label,
    inclusive,
    percentage,
    country,
    jurisdiction: name,
    ...(state ? { state } : {}),
  }
  const rate = makeTaxRate(draft, world.now())
  return account.tables.automatic_tax_rate.add({ ...rate, tax_type: country === 'US' ? 'sales_tax' : null })
}
