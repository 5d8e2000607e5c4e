import type Stripe from 'stripe'
import type { Checkout } from './checkout'
import { basketOf, couponOf, couponTrouble, promotionCodeOf, promotionTrouble } from './discounts'
import { refreshCoupon, refreshPromotionCode } from './redemption-limits'
import type { Account } from './store'
import type { World } from './world'

/** Counts one redemption of a discount: at the end of a purchase, never before. */
export function countRedemption(world: World, account: Account, discount: Stripe.Discount | null): void {
  const coupon = couponOf(account, discount)
  const code = promotionCodeOf(account, discount)
  if (coupon) {
    coupon.times_redeemed += 1
    refreshCoupon(coupon, world.now())
  }
  if (code) {
    code.times_redeemed += 1
    refreshPromotionCode(account, code, world.now())
  }
}

/**
 * Tells the buyer whose code somebody else has used up meanwhile, before anything is charged. A code the buyer typed is
 * taken out, so that the page shows the full price; one the seller gave stays, and the session cannot be paid. What
 * Stripe's page says here is not documented: the sentence is a guess.
 */
export function spentDiscount(checkout: Checkout): string | undefined {
  const { session, detail } = checkout
  if (detail.discount === null || stillCounts(checkout, detail.discount)) return undefined
  if (session.allow_promotion_codes) {
    detail.discount = null
    session.discounts = []
  }
  return 'This promotion code is no longer valid.'
}

function stillCounts({ world, account, session, detail }: Checkout, discount: Stripe.Discount): boolean {
  const basket = basketOf({ world, session, detail })
  const code = promotionCodeOf(account, discount)
  if (code) return promotionTrouble(account, code, basket) === undefined
  const coupon = couponOf(account, discount)
  return coupon !== undefined && couponTrouble(coupon, basket) === undefined
}
