import { z } from 'zod'
import { passesLuhn } from '../cards'
import type { Payer } from '../payer'
import { isTaxId } from '../tax-id-formats'
import type { Checkout } from '../checkout'
import { isCountry, needsPostalCode, taxIdType } from './countries'

const field = z.string().max(500).default('')

/** What the form sends: text in every field, whatever was pressed. */
export const entrySchema = z.object({
  action: field,
  email: field,
  method: field,
  card_number: field,
  expiration: field,
  cvc: field,
  name: field,
  country: field,
  address: field,
  city: field,
  state: field,
  postal_code: field,
  company: field,
  tax_id: field,
  promotion_code: field,
  terms: field,
})
export type Entry = z.infer<typeof entrySchema>
export type Problems = Partial<Record<keyof Entry, string>>

/** The form as it is first shown: Stripe's test card, and what is known of the buyer. */
export function firstEntry({ session }: Checkout): Entry {
  const known = session.customer_details
  const address = known?.address
  return entrySchema.parse({
    email: known?.email ?? '',
    method: 'card',
    card_number: '4242 4242 4242 4242',
    expiration: '12 / 34',
    cvc: '123',
    name: known?.name ?? '',
    country: address?.country ?? 'US',
    address: address?.line1 ?? '',
    city: address?.city ?? '',
    state: address?.state ?? '',
    postal_code: address?.postal_code ?? '',
  })
}

export function readEntry(body: string): Entry {
  return entrySchema.parse(Object.fromEntries(new URLSearchParams(body)))
}

/** What keeps this entry from being paid, field by field, in Stripe's words. Empty when it is fine. */
export function problemsOf({ session }: Checkout, entry: Entry): Problems {
  const problems: Problems = {}
  const require = (name: keyof Entry, message: string, missing: boolean): void => {
    if (missing) problems[name] = message
  }
  require('email', 'Your email is incomplete.', !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(entry.email.trim()))
  require('country', 'Choose a country or region.', !isCountry(entry.country))
  require('postal_code', 'Your postal code is incomplete.', needsPostalCode(entry.country) &&
    entry.postal_code.trim() === '')
  require('postal_code', 'Your ZIP is invalid.', entry.country === 'US' && badZip(entry.postal_code))
  // A ZIP code that no state has: tax cannot be told from it.
  const placeless = entry.country === 'US' && session.automatic_tax.status === 'requires_location_inputs'
  require('postal_code', 'Your ZIP is invalid.', placeless && entry.postal_code.trim() !== '')
  // Wording: guess.
  require('tax_id', 'Your tax ID is invalid.', entry.tax_id.trim() !== '' && taxIdOf(entry) === null)
  const fullAddress = session.billing_address_collection === 'required'
  require('address', 'Your address is incomplete.', fullAddress && entry.address.trim() === '')
  const terms = session.consent_collection?.terms_of_service === 'required'
  require('terms', 'Agree to the terms of service to continue.', terms && entry.terms === '')
  if (session.amount_total !== 0) requirePayment(entry, problems)
  return problems
}

function requirePayment(entry: Entry, problems: Problems): void {
  if (entry.name.trim() === '') problems.name = 'Your name is incomplete.'
  if (entry.method !== 'card') return
  const number = digits(entry.card_number)
  if (number.length < 12) problems.card_number = 'Your card number is incomplete.'
  else if (!passesLuhn(number)) problems.card_number = 'Your card number is invalid.'
  if (!/^\s*\d{1,2}\s*\/\s*(\d{2}|\d{4})\s*$/.test(entry.expiration)) {
    problems.expiration = "Your card's expiration date is incomplete."
  }
  if (!/^\d{3,4}$/.test(entry.cvc.trim())) problems.cvc = "Your card's security code is incomplete."
}

function badZip(text: string): boolean {
  return text.trim() !== '' && !/^\d{5}(-\d{4})?$/.test(text.trim())
}

/** The address as far as it is known, for tax; null while there is no country. */
export function addressOf(entry: Entry): Payer['address'] | null {
  if (!isCountry(entry.country)) return null
  return {
    city: orNull(entry.city),
    country: entry.country,
    line1: orNull(entry.address),
    line2: null,
    postal_code: orNull(entry.postal_code),
    state: orNull(entry.state),
  }
}

/** The tax ID as typed, of the kind the country has; null where there is none or it cannot be one. */
export function taxIdOf(entry: Entry): Payer['taxId'] {
  const value = entry.tax_id.trim()
  const type = taxIdType(entry.country)
  return value !== '' && isTaxId(type, value) ? { type, value } : null
}

/** The buyer behind an entry without problems. */
export function payerOf(entry: Entry, address: Payer['address']): Payer {
  return {
    email: entry.email.trim(),
    name: entry.name.trim(),
    businessName: orNull(entry.company),
    address,
    taxId: taxIdOf(entry),
    termsAccepted: entry.terms !== '',
    method: methodOf(entry),
  }
}

function methodOf(entry: Entry): Payer['method'] {
  if (entry.method === 'bank') return { kind: 'us_bank_account', outcome: 'succeeded' }
  if (entry.method === 'bank_fails') return { kind: 'us_bank_account', outcome: 'failed' }
  const [month = 0, year = 0] = entry.expiration.split('/').map((part) => Number(part.trim()))
  const expYear = year < 100 ? 2000 + year : year
  return { kind: 'card', number: digits(entry.card_number), expMonth: month, expYear, cvc: entry.cvc.trim() }
}

function digits(text: string): string {
  return text.replaceAll(/[\s-]/g, '')
}

function orNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim()
}
