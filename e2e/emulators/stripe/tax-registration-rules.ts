import type Stripe from 'stripe'
import { invalidRequest } from './errors'
import { isSupported, nationalTax } from './tax-countries'
import { hasSalesTax } from './us-sales-tax'

type Params = Stripe.Tax.RegistrationCreateParams
type CountryOptions = Stripe.Tax.RegistrationCreateParams.CountryOptions

/** Throws what Stripe refuses of a new registration beyond the types. The rules follow from its documentation; the wording is a guess. */
export function refuseRegistration(params: Params, existing: readonly Stripe.Tax.Registration[]): void {
  const country = params.country.toUpperCase()
  const key = country.toLowerCase()
  if (!isSupported(country)) {
    // Israel, for one: no `il` exists in `country_options`.
    throw invalidRequest(`Tax registrations are not supported in ${params.country}.`, { param: 'country' })
  }
  const given = Object.keys(params.country_options)
  if (!given.includes(key)) {
    const param = `country_options[${key}]`
    throw invalidRequest(`Missing required param: ${param}.`, { param, code: 'parameter_missing' })
  }
  const other = given.find((name) => name !== key)
  if (other !== undefined) {
    const message = `\`country_options\` may only have the options of \`country\`: ${key}.`
    throw invalidRequest(message, { param: `country_options[${other}]` })
  }
  refusePlace(country, params.country_options)
  if (existing.some((row) => row.status !== 'expired' && samePlace(row, country, params.country_options))) {
    throw invalidRequest(`You already have a registration in ${place(country, params.country_options)}.`, {
      param: 'country',
      code: 'resource_already_exists',
    })
  }
}

/** This emulator knows no rate for every country that Stripe knows: a registration that would take nothing must not be made. */
function refusePlace(country: string, { us }: CountryOptions): void {
  if (country !== 'US') {
    if (nationalTax(country)) return
    const message = `Tax registrations in ${country} are not available in this test environment.`
    throw invalidRequest(message, { param: 'country' })
  }
  if (!us || us.type !== 'state_sales_tax') return
  if (!hasSalesTax(us.state)) {
    throw invalidRequest(`Invalid state for a sales tax registration: ${us.state}`, {
      param: 'country_options[us][state]',
    })
  }
}

function samePlace(row: Stripe.Tax.Registration, country: string, { us }: CountryOptions): boolean {
  if (row.country !== country) return false
  if (country !== 'US') return true
  const had = row.country_options.us
  return had?.state === us?.state && had?.type === us?.type
}

function place(country: string, { us }: CountryOptions): string {
  return us ? `${country}-${us.state}` : country
}

export function refuseExpiry(from: number, until: number | undefined): void {
  if (until === undefined || until >= from) return
  throw invalidRequest('`expires_at` must be after `active_from`.', { param: 'expires_at' })
}
