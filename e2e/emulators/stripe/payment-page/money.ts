import type Stripe from 'stripe'
import { currency, formatMoney } from '@/lib/money'

/** An amount as the buyer reads it, e.g. "$199.00". */
export function shown(session: Stripe.Checkout.Session, amount: number): string {
  return formatMoney({ amount: BigInt(amount), currency: currency(session.currency ?? 'usd') })
}
