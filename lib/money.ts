import { z } from 'zod'

/** ISO 4217 code in upper case, as our tables and pages carry it (Stripe writes it in lower case). */
export const currencySchema = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .brand<'Currency'>()
export type Currency = z.infer<typeof currencySchema>

/** An amount in the currency's minor units (cents, yen, fils). Never a float, never divided. */
export type Money = { readonly amount: bigint; readonly currency: Currency }

/** Parses a currency code in either case. Throws a ZodError for anything but three letters. */
export function currency(code: string): Currency {
  return currencySchema.parse(code.toUpperCase())
}

/** Minor units per major unit as a power of ten: JPY 0, USD 2, KWD 3 (ISO 4217 by way of ICU). */
export function currencyExponent(code: Currency): number {
  const known = exponents.get(code)
  if (known !== undefined) return known
  const exponent =
    new Intl.NumberFormat('en', { style: 'currency', currency: code }).resolvedOptions()
      .maximumFractionDigits ?? 2
  exponents.set(code, exponent)
  return exponent
}

/** Making a format takes a thousand times as long as using it. */
const exponents = new Map<Currency, number>()
const formats = new Map<string, Intl.NumberFormat>()

function formatOf(code: Currency, trim: boolean): Intl.NumberFormat {
  const key = `${code} ${trim}`
  const known = formats.get(key)
  if (known !== undefined) return known
  const made = new Intl.NumberFormat('en-US', {
    style: 'currency',
    currency: code,
    trailingZeroDisplay: trim ? 'stripIfInteger' : 'auto',
  })
  formats.set(key, made)
  return made
}

/** Writes the exact decimal number of an amount, e.g. 19900n USD as "199.00". */
export function toDecimal({ amount, currency: code }: Money): `${number}` {
  const exponent = currencyExponent(code)
  const digits = (amount < 0n ? -amount : amount).toString().padStart(exponent + 1, '0')
  const whole = digits.slice(0, digits.length - exponent)
  const sign = amount < 0n ? '-' : ''
  return decimalSchema.parse(
    exponent === 0 ? `${sign}${whole}` : `${sign}${whole}.${digits.slice(-exponent)}`,
  )
}

const decimalSchema = z.templateLiteral([z.number()])

/**
 * Formats for people in US English, exact to the minor unit: "$199.00", "¥1,500".
 * With `trim`, whole amounts lose their zeros ("$199"), for headlines only.
 */
export function formatMoney(money: Money, { trim = false }: { trim?: boolean } = {}): string {
  return formatOf(money.currency, trim).format(toDecimal(money))
}
