import { smallestStep } from './conversion'
import { invalidRequest } from './errors'

/** docs.stripe.com/currencies#three-decimal: "the least-significant (last) digit must be 0". Wording of the refusal: guess. */
export function refuseOddAmount(
  amount: number | null | undefined,
  currency: string | undefined,
  param: string,
): void {
  if (amount === undefined || amount === null || currency === undefined) return
  if (!/^[a-z]{3}$/i.test(currency) || amount % smallestStep(currency) === 0) return
  throw invalidRequest(`Invalid amount: ${currency.toUpperCase()} amounts must be divisible by 10.`, {
    param,
  })
}
