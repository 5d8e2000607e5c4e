import { currencyExponent, currencySchema, formatMoney } from '@/lib/money'
import type { Currency, Money } from '@/lib/money'
import type { Problem } from '../documents/fields'
import { leastCharge } from './currencies'

/** Stripe takes at most eight digits of minor units (docs.stripe.com/currencies). */
const MOST = 99_999_999n

export type ReadPrice =
  | { readonly outcome: 'read'; readonly money: Money }
  | { readonly outcome: 'invalid'; readonly problems: readonly Problem[] }

/** Reads a price as typed, "199" or "199.00", exactly: no float, nothing rounded. Pure. */
export function readPrice(typed: { readonly currency: string; readonly amount: string }): ReadPrice {
  const code = currencySchema.safeParse(typed.currency.trim().toUpperCase()).data
  const least = code && leastCharge(code)
  if (code === undefined || least === undefined)
    return { outcome: 'invalid', problems: [{ path: 'currency', message: 'Choose one of the currencies' }] }
  const problem = (message: string): ReadPrice => ({
    outcome: 'invalid',
    problems: [{ path: 'amount', message }],
  })
  const text = typed.amount.trim()
  if (text === '') return problem('Enter the price')
  const amount = minorUnits(text, code)
  if (amount === undefined) return problem(`Price must be a number such as ${example(code)}`)
  if (amount < least)
    return problem(`Price must be ${formatMoney({ amount: least, currency: code })} or more`)
  if (amount > MOST) return problem(`Price must be ${formatMoney({ amount: MOST, currency: code })} or less`)
  return { outcome: 'read', money: { amount, currency: code } }
}

/** Undefined for anything but digits and, where the currency has them, up to its decimals after a dot. */
function minorUnits(text: string, code: Currency): bigint | undefined {
  const exponent = currencyExponent(code)
  const form =
    exponent === 0 ? /^(0|[1-9]\d{0,9})$/ : new RegExp(`^(0|[1-9]\\d{0,9})(?:\\.(\\d{1,${exponent}}))?$`)
  const match = form.exec(text)
  if (match === null) return undefined
  const [, whole = '', fraction = ''] = match
  return BigInt(whole + fraction.padEnd(exponent, '0'))
}

function example(code: Currency): string {
  return currencyExponent(code) === 0 ? '1500' : '199 or 199.00'
}
