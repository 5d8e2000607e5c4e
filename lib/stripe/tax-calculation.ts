import type Stripe from 'stripe'
import type { Currency } from '@/lib/money'
import type { TaxAddress } from './tax-facts'

/** What is asked: how much tax there would be on one amount at one address. */
export type TaxQuestion = {
  readonly currency: Currency
  /** Minor units before tax, after discounts. */
  readonly amount: bigint
  /** Stripe's category of what is sold, `txcd_…`. */
  readonly taxCode: string
  readonly address: TaxAddress
}

/**
 * The tax that Stripe would have added at an address with the account's registrations of now: a calculation, not a sale,
 * and reported nowhere (docs.stripe.com/api/tax/calculations). Undefined for an address without a country. Throws when
 * Stripe is unreachable or cannot place the address.
 */
export async function calculateTax(
  stripe: Stripe,
  { currency, amount, taxCode, address }: TaxQuestion,
): Promise<bigint | undefined> {
  if (address.country === undefined) return undefined
  const { tax_amount_exclusive: tax } = await stripe.tax.calculations.create({
    currency: currency.toLowerCase(),
    line_items: [{ amount: Number(amount), reference: 'unit', tax_behavior: 'exclusive', tax_code: taxCode }],
    customer_details: { address: stripeAddress(address.country, address), address_source: 'billing' },
  })
  return BigInt(tax)
}

function stripeAddress(country: string, { state, postalCode, city, line1 }: TaxAddress) {
  return {
    country,
    ...(state === undefined ? {} : { state }),
    ...(postalCode === undefined ? {} : { postal_code: postalCode }),
    ...(city === undefined ? {} : { city }),
    ...(line1 === undefined ? {} : { line1 }),
  }
}
