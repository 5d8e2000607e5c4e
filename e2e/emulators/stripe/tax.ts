import type Stripe from 'stripe'
import { makeTaxRate } from './tax-rate-object'
import { percentOf, percentWithin } from './percentages'
import type { Account } from './store'
import { decideTax, type TaxedBuyer, type TaxedSeller, type TaxPart } from './tax-decision'
import { taxSettingsOf } from './tax-head-office'
import { activeRegistrations } from './tax-registrations'
import { type TaxableAmount, taxShares } from './tax-shares'
import type { World } from './world'

type TaxLine = Stripe.LineItem.Tax

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

/** What Stripe Tax would collect of an amount, authority by authority; one line of zero, with its reason, where it does not. */
export function automaticTaxes(
  world: World,
  account: Account,
  buyer: TaxedBuyer,
  sold: TaxableAmount & { taxCode: string | null },
): TaxLine[] {
  const decision = decideTax(sellerOf(world, account), buyer, sold.taxCode)
  return taxShares(decision, sold).map(({ part, amount, taxable }) => ({
    amount,
    rate: rateOf(world, account, part, sold.inclusive),
    taxability_reason: decision.reason,
    taxable_amount: taxable,
  }))
}

export function sellerOf(world: World, account: Account): TaxedSeller {
  const { country, manualRulesFallback } = world.settingsOf(account)
  return {
    country: taxSettingsOf(world, account).head_office?.country ?? country,
    registrations: activeRegistrations(world, account),
    manualRules: manualRulesFallback,
  }
}

/** The code a product is taxed by: its own, or the account's default. */
export function taxCodeOf(world: World, account: Account, price: Stripe.Price): string | null {
  const product = typeof price.product === 'string' ? account.tables.product.get(price.product) : undefined
  const own = product?.tax_code
  return typeof own === 'string' ? own : taxSettingsOf(world, account).tax_code
}

/**
 * Whether a price has its tax inside: as it says, else as the tax settings say. `inferred_by_currency` is on top in US and
 * Canadian dollars and inside in all others (docs.stripe.com/tax/products-prices-tax-codes-tax-behavior).
 */
export function taxBehaviorOf(
  world: World,
  account: Account,
  price: Pick<Stripe.Price, 'tax_behavior' | 'currency'>,
): 'exclusive' | 'inclusive' | 'unspecified' {
  const own = price.tax_behavior === 'unspecified' ? null : price.tax_behavior
  const wanted: string | null = own ?? taxSettingsOf(world, account).tax_behavior
  if (wanted === 'inferred_by_currency')
    return ['usd', 'cad'].includes(price.currency) ? 'exclusive' : 'inclusive'
  return wanted === 'exclusive' || wanted === 'inclusive' ? wanted : 'unspecified'
}

/** Stripe Tax makes one tax rate per authority and uses it again; it cannot be used by hand (docs.stripe.com/tax/zero-tax shows one). */
function rateOf(world: World, account: Account, part: TaxPart, inclusive: boolean): Stripe.TaxRate {
  const known = account.tables.automatic_tax_rate.find(
    (rate) =>
      rate.country === part.country &&
      rate.state === part.state &&
      rate.jurisdiction === part.jurisdiction &&
      rate.percentage === part.percentage &&
      rate.inclusive === inclusive,
  )
  if (known) return known
  const { name, percentage, country, jurisdiction, state, level, type } = part
  const draft = {
    display_name: name,
    description: `${name} ${jurisdiction}`,
    active: false,
    inclusive,
    percentage,
    country,
    jurisdiction,
    ...(state === null ? {} : { state }),
  }
  const rate = makeTaxRate(draft, world.now())
  return account.tables.automatic_tax_rate.add({ ...rate, jurisdiction_level: level, tax_type: type })
}
