import type Stripe from 'stripe'
import { invalidRequest } from './errors'
import { newId } from './ids'
import { percentOf } from './percentages'
import { sameCode } from './promotion-codes'
import type { Account } from './store'

/** Minor units a coupon takes off an amount, in whole `step`s, never more than the amount itself. */
export function couponOff(coupon: Stripe.Coupon, amount: number, step: number): number {
  const off =
    coupon.percent_off === null ? (coupon.amount_off ?? 0) : percentOf(amount, coupon.percent_off, step)
  return Math.min(off, amount)
}

export function makeDiscount(
  session: string,
  coupon: Stripe.Coupon,
  promotionCode: Stripe.PromotionCode | null,
  now: number,
): Stripe.Discount {
  return {
    id: newId('di'),
    object: 'discount',
    checkout_session: session,
    customer: null,
    customer_account: null,
    end: null,
    invoice: null,
    invoice_item: null,
    promotion_code: promotionCode?.id ?? null,
    source: { coupon: coupon.id, type: 'coupon' },
    start: now,
    subscription: null,
    subscription_item: null,
  }
}

export function couponOf(account: Account, discount: Stripe.Discount | null): Stripe.Coupon | undefined {
  const coupon = discount?.source.coupon
  return typeof coupon === 'string' ? account.tables.coupon.get(coupon) : undefined
}

/** Whether a coupon can be taken now, in this currency. */
export function couponUsable(coupon: Stripe.Coupon, currency: string, now: number): boolean {
  const inTime = coupon.redeem_by === null || coupon.redeem_by > now
  const left = coupon.max_redemptions === null || coupon.times_redeemed < coupon.max_redemptions
  const money = coupon.amount_off === null || coupon.currency === currency
  return coupon.valid && inTime && left && money
}

type Basket = { currency: string; subtotal: number; now: number }

/** The promotion code a buyer typed, with its coupon, or undefined where Stripe's page says "This code is invalid." */
export function findPromotion(
  account: Account,
  typed: string,
  basket: Basket,
): { code: Stripe.PromotionCode; coupon: Stripe.Coupon } | undefined {
  const code = account.tables.promotion_code.find((row) => row.active && sameCode(row.code, typed))
  return code ? promotionUsable(account, code, basket) : undefined
}

/** A promotion code by id, as a session's `discounts` names it. Throws Stripe's refusal when it cannot be used. */
export function mustUsePromotion(
  account: Account,
  code: Stripe.PromotionCode,
  basket: Basket,
): { code: Stripe.PromotionCode; coupon: Stripe.Coupon } {
  const usable = code.active ? promotionUsable(account, code, basket) : undefined
  if (usable) return usable
  throw invalidRequest('This promotion code cannot be redeemed.', { param: 'discounts[0][promotion_code]' })
}

function promotionUsable(account: Account, code: Stripe.PromotionCode, basket: Basket) {
  const coupon =
    typeof code.promotion.coupon === 'string' ? account.tables.coupon.get(code.promotion.coupon) : undefined
  if (!coupon || !couponUsable(coupon, basket.currency, basket.now)) return undefined
  const inTime = code.expires_at === null || code.expires_at > basket.now
  const left = code.max_redemptions === null || code.times_redeemed < code.max_redemptions
  const enough = (code.restrictions.minimum_amount ?? 0) <= basket.subtotal
  return inTime && left && enough ? { code, coupon } : undefined
}
