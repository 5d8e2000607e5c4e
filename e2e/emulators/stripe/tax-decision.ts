import type Stripe from 'stripe'
import { z } from 'zod'
import { inEu, isSupported, nationalTax } from './tax-countries'
import { type GivenTaxId, taxIdCountry } from './tax-id-formats'
import { hasSalesTax, jurisdictionsOf } from './us-sales-tax'
import { stateOf } from './us-zip-codes'

type Reason = Stripe.LineItem.Tax.TaxabilityReason

/** Who buys, as far as tax is concerned. */
export type TaxedBuyer = {
  address: Stripe.Address
  taxIds: readonly GivenTaxId[]
  exempt: Stripe.Customer.TaxExempt
}

/** What the seller told Stripe Tax. */
export type TaxedSeller = {
  /** The head office. */
  country: string
  /** Active ones only. */
  registrations: readonly Stripe.Tax.Registration[]
  /** Own percentages for countries that Stripe Tax does not support: the "manual rules" preview. */
  manualRules: Readonly<Record<string, number>>
}

/** One authority's rate. */
export type TaxPart = {
  country: string
  state: string | null
  jurisdiction: string
  level: Stripe.TaxRate.JurisdictionLevel
  name: string
  type: Stripe.TaxRate.TaxType | null
  percentage: number
}

export type TaxDecision = { reason: Reason; parts: readonly TaxPart[] }

const NONTAXABLE = 'txcd_00000000'

/** Whether an address says enough: a country, and in the United States a state (docs.stripe.com/tax/customer-locations). */
export function hasTaxLocation(address: Stripe.Address | null): address is Stripe.Address {
  if (!address?.country) return false
  return address.country !== 'US' || stateOf(address.postal_code, address.state) !== undefined
}

/**
 * Who taxes a sale, at which rates, or why nobody does. Never an error: a place without a registration and a country
 * that Stripe Tax does not know are taxed with zero (docs.stripe.com/tax/zero-tax).
 */
export function decideTax(seller: TaxedSeller, buyer: TaxedBuyer, taxCode: string | null): TaxDecision {
  const due = buyer.address.country === 'US' ? salesTax(seller, buyer) : countryTax(seller, buyer)
  if (due.reason !== 'standard_rated') return due
  if (taxCode === NONTAXABLE) return nothing(due.parts, 'not_collecting')
  if (buyer.exempt === 'exempt') return nothing(due.parts, 'customer_exempt')
  if (due.parts[0]?.country === 'US') return due
  const reversed = buyer.exempt === 'reverse' || isReverseCharge(seller, buyer)
  return reversed ? nothing(due.parts, 'reverse_charge') : due
}

/** Zero, told once: by the whole country or state. */
function nothing(parts: readonly TaxPart[], reason: Reason): TaxDecision {
  return { reason, parts: parts.slice(0, 1).map((part) => ({ ...part, percentage: 0 })) }
}

function salesTax({ registrations }: TaxedSeller, { address }: TaxedBuyer): TaxDecision {
  const state = stateOf(address.postal_code, address.state) ?? null
  const common = { country: 'US', state, name: 'Sales Tax', type: 'sales_tax' }
  const whole: TaxPart = {
    ...common,
    jurisdiction: state ?? 'US',
    level: state === null ? 'country' : 'state',
    percentage: 0,
  }
  if (state !== null && !hasSalesTax(state)) return { reason: 'not_subject_to_tax', parts: [whole] }
  const registered = registrations.some(({ country_options: { us } }) => {
    return us?.state === state && us?.type === 'state_sales_tax'
  })
  if (state === null || !registered) return { reason: 'not_collecting', parts: [whole] }
  const parts = jurisdictionsOf(state, address.postal_code).map(({ name, level, percentage }): TaxPart => {
    return { ...common, jurisdiction: name, level, percentage }
  })
  return { reason: 'standard_rated', parts }
}

function countryTax(seller: TaxedSeller, { address }: TaxedBuyer): TaxDecision {
  const country = address.country ?? ''
  const place = { country, state: null, jurisdiction: country, level: 'country' }
  if (!isSupported(country)) {
    const own = seller.manualRules[country]
    // A preview of which only the purpose is published: how its taxes are told is a guess.
    if (own !== undefined)
      return { reason: 'standard_rated', parts: [{ ...place, name: 'VAT', type: 'vat', percentage: own }] }
    return { reason: 'not_supported', parts: [{ ...place, name: 'Tax', type: null, percentage: 0 }] }
  }
  const tax = nationalTax(country)
  const part: TaxPart = { ...place, name: tax?.name ?? 'Tax', type: tax?.type ?? null, percentage: 0 }
  if (!tax || !collectsIn(seller, country)) return { reason: 'not_collecting', parts: [part] }
  return { reason: 'standard_rated', parts: [{ ...part, percentage: tax.percentage }] }
}

/** By a registration there, or by one for the whole of the European Union (docs.stripe.com/tax/supported-countries/european-union). */
function collectsIn({ registrations }: TaxedSeller, country: string): boolean {
  return registrations.some((registration) => {
    const type = registrationType(registration)
    if (type.startsWith('oss_')) return inEu(country)
    return registration.country === country && type !== 'inbound_goods' && type !== 'ioss'
  })
}

const countryRegistration = z.looseObject({
  type: z.string(),
  standard: z.looseObject({ place_of_supply_scheme: z.string() }).optional(),
})

/** `standard`, `simplified`, `oss_union` and so on; `inbound_goods`, which says nothing of services, by its scheme. */
function registrationType({ country, country_options: options }: Stripe.Tax.Registration): string {
  const given: unknown = Object.entries(options).find(([key]) => key === country.toLowerCase())?.[1]
  const { type, standard } = countryRegistration.parse(given)
  return standard?.place_of_supply_scheme === 'inbound_goods' ? 'inbound_goods' : type
}

/**
 * A business elsewhere accounts for the tax itself: its tax ID is of where it is (in the European Union: of any member),
 * and neither is where the seller is. Stripe does not ask a register before (docs.stripe.com/tax/custom#tax-ids).
 */
function isReverseCharge(seller: TaxedSeller, { address, taxIds }: TaxedBuyer): boolean {
  const country = address.country ?? ''
  if (country === seller.country || !isSupported(country)) return false
  return taxIds.some(({ type, value }) => {
    const from = taxIdCountry(type, value)
    if (from === null || from === seller.country) return false
    return inEu(country) ? type === 'eu_vat' : from === country
  })
}
