import { currencyExponent } from '@/lib/money'
import type { Currency } from '@/lib/money'

/** Minor units of a decimal number with exactly the currency's places or none: "19.00" and "19" are 1900n USD. */
export function minorUnits(decimal: string, code: Currency): bigint | undefined {
  const [, whole, places] = /^(\d{1,12})(?:\.(\d+))?$/.exec(decimal) ?? []
  const exponent = currencyExponent(code)
  if (whole === undefined || (places !== undefined && places.length !== exponent)) return undefined
  const amount = BigInt(`${whole}${places ?? '0'.repeat(exponent)}`)
  return amount > 0n ? amount : undefined
}
