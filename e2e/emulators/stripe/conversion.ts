import { currency as currencyOf, currencyExponent } from '@/lib/money'
import type { Settings } from './settings'

/** An amount as it arrives in the account's balance. */
export type Settled = { amount: number; currency: string; exchangeRate: number | null }

const RATE_DECIMALS = 10

/**
 * Converts an amount (minor units) at today's rate into the account's settlement currency; a currency without a rate has
 * a balance of its own (docs.stripe.com/currencies#settlement). Rounded half away from zero, to what the currency allows.
 */
export function settle(
  settings: Pick<Settings, 'settlementCurrency' | 'rates'>,
  amount: number,
  currency: string,
): Settled {
  const { settlementCurrency: target } = settings
  const rate = settings.rates[currency]
  if (currency === target || rate === undefined) return { amount, currency, exchangeRate: null }
  const shift = exponentOf(target) - exponentOf(currency)
  const step = BigInt(smallestStep(target))
  const [whole = '0', decimals = ''] = rate.toFixed(RATE_DECIMALS).split('.')
  const over = BigInt(Math.abs(amount)) * BigInt(whole + decimals) * 10n ** BigInt(Math.max(shift, 0))
  const under = 10n ** BigInt(RATE_DECIMALS + Math.max(-shift, 0)) * step
  const steps = (2n * over + under) / (2n * under)
  return {
    amount: Number(steps * step) * Math.sign(amount),
    currency: target,
    // "The amount in currency A, multiplied by the exchange_rate, equals the amount in currency B" (SDK types): of minor units.
    exchangeRate: Number((rate * 10 ** shift).toPrecision(12)),
  }
}

/** Minor units that an amount must be a whole number of: ten where there are three decimals (docs.stripe.com/currencies#three-decimal). */
export function smallestStep(currency: string): number {
  return exponentOf(currency) === 3 ? 10 : 1
}

function exponentOf(code: string): number {
  return currencyExponent(currencyOf(code))
}
