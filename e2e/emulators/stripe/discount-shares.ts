import type Stripe from 'stripe'
import { percentOf, proportionOf } from './percentages'

/** A line as a coupon sees it: of which product, and how much (minor units) is left to discount. */
export type DiscountableLine = { product: string; amount: number }

/**
 * What a coupon takes off each line, in whole `step`s: of the products it applies to, never more than they cost. Each
 * line gets its share, the last one what rounding left.
 */
export function couponShares(
  coupon: Stripe.Coupon | undefined,
  lines: readonly DiscountableLine[],
  currency: string,
  step: number,
): number[] {
  const amounts = lines.map((line) => (coupon && appliesTo(coupon, line.product) ? line.amount : 0))
  const base = sum(amounts)
  if (!coupon || base <= 0) return amounts.map(() => 0)
  const off = Math.min(wanted(coupon, base, currency, step), base)
  const last = amounts.findLastIndex((amount) => amount > 0)
  const shares = amounts.map((amount) => proportionOf(off, amount, base, step))
  return shares.map((share, index) => (index === last ? off - sum(shares.toSpliced(last, 1)) : share))
}

/** "An object containing information about what products a coupon applies to" (SDK types); all of them without it. */
export function appliesTo(coupon: Stripe.Coupon, product: string): boolean {
  return coupon.applies_to === undefined || coupon.applies_to.products.includes(product)
}

/** What a coupon takes off in this currency, or undefined where it is of other money. */
export function amountOff(coupon: Stripe.Coupon, currency: string): number | undefined {
  if (coupon.currency === currency) return coupon.amount_off ?? undefined
  return coupon.currency_options?.[currency]?.amount_off
}

function wanted(coupon: Stripe.Coupon, base: number, currency: string, step: number): number {
  if (coupon.percent_off !== null) return percentOf(base, coupon.percent_off, step)
  return amountOff(coupon, currency) ?? 0
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0)
}
