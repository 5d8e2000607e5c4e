import { currencyExponent } from '@/lib/money'
import type { Money } from '@/lib/money'

/** Rates have four decimals at most (Stripe's `tax_rate.percentage`). */
const DECIMALS = 4

/**
 * A percentage of an amount before tax, in minor units as Stripe rounds: half up, to whole tens where a currency has three
 * decimals (docs.stripe.com/currencies#three-decimal). 18 % of 19,900 cents is 3,582.
 */
export function vatOf({ amount, currency }: Money, percent: number): bigint {
  const step = currencyExponent(currency) === 3 ? 10n : 1n
  const over = BigInt(Math.round(percent * 10 ** DECIMALS)) * amount
  const under = 100n * 10n ** BigInt(DECIMALS) * step
  return ((2n * over + under) / (2n * under)) * step
}
