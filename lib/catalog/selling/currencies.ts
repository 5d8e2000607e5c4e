import { currency } from '@/lib/money'
import type { Currency } from '@/lib/money'

/**
 * What units can be priced in: the currencies that Stripe accounts of Redis plausibly settle in, with the least that Stripe
 * charges in each, in minor units (docs.stripe.com/currencies, "Minimum and maximum charge amounts"). Stripe names no
 * figure for ILS: there its rule is the settlement currency's minimum, and 2.00 is above 0.50 USD.
 */
const LEAST: readonly (readonly [code: string, least: bigint])[] = [
  ['USD', 50n],
  ['EUR', 50n],
  ['GBP', 30n],
  ['ILS', 200n],
  ['CAD', 50n],
  ['AUD', 50n],
  ['CHF', 50n],
  ['SGD', 50n],
  ['JPY', 50n],
]

/** The currencies on offer, the usual ones first. */
export const PRICE_CURRENCIES: readonly Currency[] = LEAST.map(([code]) => currency(code))

/** The least that can be charged, in minor units; undefined for a currency that is not offered. */
export function leastCharge(code: Currency): bigint | undefined {
  return LEAST.find(([known]) => known === code)?.[1]
}
