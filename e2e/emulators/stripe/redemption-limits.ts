import type Stripe from 'stripe'
import type { Account } from './store'

/** A coupon with `valid` as it is now: false for ever once its time is over or its redemptions are used up. */
export function refreshCoupon(coupon: Stripe.Coupon, now: number): Stripe.Coupon {
  const over = coupon.redeem_by !== null && coupon.redeem_by <= now
  if (over || spent(coupon)) coupon.valid = false
  return coupon
}

/**
 * A promotion code with `active` as it is now: "only active if the coupon is also valid" (SDK types), and inactive once it
 * has expired or is used up (seen at Stripe: exhausted codes are no longer listed as active).
 */
export function refreshPromotionCode(
  account: Account,
  code: Stripe.PromotionCode,
  now: number,
): Stripe.PromotionCode {
  if (!redeemable(account, code, now)) code.active = false
  return code
}

/** Whether a code could be switched on: its coupon counts, its time is not over, and redemptions are left. */
export function redeemable(account: Account, code: Stripe.PromotionCode, now: number): boolean {
  const { coupon: id } = code.promotion
  const coupon = typeof id === 'string' ? account.tables.coupon.get(id) : undefined
  const over = code.expires_at !== null && code.expires_at <= now
  return coupon !== undefined && refreshCoupon(coupon, now).valid && !over && !spent(code)
}

/** Codes are compared without regard to case (docs.stripe.com/billing/subscriptions/coupons). */
export function sameCode(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase()
}

function spent({
  max_redemptions: most,
  times_redeemed: used,
}: {
  max_redemptions: number | null
  times_redeemed: number
}): boolean {
  return most !== null && used >= most
}
