import { currencyExponent, formatMoney } from '@/lib/money'
import type { Money } from '@/lib/money'
import { noteSchema } from '@/lib/identity/note'
import type { Note } from '@/lib/identity/note'

/** Why money is given back, for our own eyes: never sent to the buyer or to Stripe. */
export const refundReasonSchema = noteSchema('Write why the money is given back')

export type RefundErrors = { readonly amount?: string; readonly reason?: string }
type Parsed =
  | { readonly ok: true; readonly amount: bigint; readonly reason: Note }
  | { readonly ok: false; readonly errors: RefundErrors }

/** Checks what finance typed: an amount such as "50.00" of what is left, exact in minor units, and a reason. */
export function parseRefund(
  fields: { readonly amount: string; readonly reason: string },
  left: Money,
): Parsed {
  const amount = minorUnits(fields.amount, left)
  const reason = refundReasonSchema.safeParse(fields.reason)
  const most = formatMoney(left)
  const errors: RefundErrors = {
    ...(amount === undefined || amount <= 0n
      ? { amount: `Enter an amount like ${example(left)}` }
      : amount > left.amount
        ? { amount: `Enter at most ${most}, which is what is left` }
        : {}),
    ...(reason.success ? {} : { reason: reason.error.issues[0]?.message ?? 'Write a reason' }),
  }
  if (amount === undefined || !reason.success || Object.keys(errors).length > 0) return { ok: false, errors }
  return { ok: true, amount, reason: reason.data }
}

/** Digits and at most one point or comma before the currency's decimals: never a float on the way. */
function minorUnits(typed: string, { currency }: Money): bigint | undefined {
  const exponent = currencyExponent(currency)
  const match = /^(\d{1,12})(?:[.,](\d+))?$/.exec(typed.trim())
  if (match === null) return undefined
  const [, whole = '', decimals = ''] = match
  if (decimals.length > exponent) return undefined
  return BigInt(whole + decimals.padEnd(exponent, '0'))
}

function example({ currency }: Money): string {
  const exponent = currencyExponent(currency)
  return exponent === 0 ? '50' : `50.${'0'.repeat(exponent)}`
}
