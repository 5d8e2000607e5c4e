import type Stripe from 'stripe'
import type { Checkout } from './checkout'
import { type DiscountableLine, amountOff, appliesTo } from './discount-shares'
import { invalidRequest } from './errors'
import { newId } from './ids'
import { refreshCoupon, refreshPromotionCode, sameCode } from './redemption-limits'
import type { SessionItem } from './session-detail'
import type { Account } from './store'

/** What is being bought, by whom and when: what decides whether a code counts. Without lines it is not known yet. */
export type Basket = {
  currency: string
  now: number
  customer: string | null
  lines: readonly DiscountableLine[]
}

export function makeDiscount(
  session: string | null,
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

export function promotionCodeOf(
  account: Account,
  discount: Stripe.Discount | null,
): Stripe.PromotionCode | undefined {
  const code = discount?.promotion_code
  return typeof code === 'string' ? account.tables.promotion_code.get(code) : undefined
}

export function basketOf({ world, session, detail }: Omit<Checkout, 'account'>): Basket {
  const customer = typeof session.customer === 'string' ? session.customer : null
  return sessionBasket(detail.items, session.currency ?? 'usd', customer, world.now())
}

export function sessionBasket(
  items: readonly SessionItem[],
  currency: string,
  customer: string | null,
  now: number,
): Basket {
  const lines = items.map(({ price, quantity }) => ({
    product: String(price.product),
    amount: (price.unit_amount ?? 0) * quantity,
  }))
  return { currency, now, customer, lines }
}

/** Why a coupon cannot be taken for this basket, in words for the seller, or undefined when it can. Wording: guess. */
export function couponTrouble(coupon: Stripe.Coupon, basket: Basket): string | undefined {
  if (!refreshCoupon(coupon, basket.now).valid) return `Coupon ${coupon.id} is expired and cannot be applied.`
  if (coupon.percent_off === null && amountOff(coupon, basket.currency) === undefined)
    return `The coupon's currency (${String(coupon.currency)}) does not match the currency of the purchase (${basket.currency}).`
  if (basket.lines.length > 0 && !basket.lines.some((line) => appliesTo(coupon, line.product)))
    return `Coupon ${coupon.id} cannot be redeemed because it does not apply to anything in this order.`
  return undefined
}

/** The promotion code a buyer typed, with its coupon, or undefined where Stripe's page says "This code is invalid." */
export function findPromotion(
  account: Account,
  typed: string,
  basket: Basket,
): { code: Stripe.PromotionCode; coupon: Stripe.Coupon } | undefined {
  const own = (row: Stripe.PromotionCode): boolean => row.customer === basket.customer
  const matches = (row: Stripe.PromotionCode): boolean =>
    sameCode(row.code, typed) && refreshPromotionCode(account, row, basket.now).active
  const found =
    account.tables.promotion_code.find((row) => own(row) && matches(row)) ??
    account.tables.promotion_code.find((row) => row.customer === null && matches(row))
  if (!found || promotionTrouble(account, found, basket) !== undefined) return undefined
  const coupon = couponOfCode(account, found)
  return coupon ? { code: found, coupon } : undefined
}

/** A promotion code by id, as a session's `discounts` names it. Throws Stripe's refusal when it cannot be used. */
export function mustUsePromotion(
  account: Account,
  code: Stripe.PromotionCode,
  basket: Basket,
  param = 'discounts[0][promotion_code]',
): { code: Stripe.PromotionCode; coupon: Stripe.Coupon } {
  const trouble = promotionTrouble(account, code, basket)
  const coupon = couponOfCode(account, code)
  if (trouble === undefined && coupon) return { code, coupon }
  throw invalidRequest(trouble ?? 'This promotion code cannot be redeemed.', { param })
}

/**
 * Why a promotion code does not count for this basket, or undefined when it does. The sentence about prior transactions
 * was seen at Stripe (stripe-php issue 1146); the others are guesses made after it.
 */
export function promotionTrouble(
  account: Account,
  code: Stripe.PromotionCode,
  basket: Basket,
): string | undefined {
  const cannot = 'This promotion code cannot be redeemed because'
  const coupon = couponOfCode(account, code)
  if (!coupon || !refreshPromotionCode(account, code, basket.now).active) return `${cannot} it has expired.`
  if (code.customer !== null && code.customer !== basket.customer)
    return `${cannot} it is restricted to another customer.`
  if (code.restrictions.first_time_transaction && hasBought(account, basket.customer))
    return `${cannot} the associated customer has prior transactions.`
  const subtotal = basket.lines.reduce((total, line) => total + line.amount, 0)
  const least = minimum(code, basket.currency)
  if (least === 'other money' || (basket.lines.length > 0 && subtotal < least))
    return `${cannot} the order does not reach its minimum amount.`
  return couponTrouble(coupon, basket)
}

/** The amount a purchase must reach, in its currency. A minimum in another currency cannot be reached (guess). */
function minimum({ restrictions }: Stripe.PromotionCode, currency: string): number | 'other money' {
  if (restrictions.minimum_amount === null) return 0
  if (restrictions.minimum_amount_currency === currency) return restrictions.minimum_amount
  return restrictions.currency_options?.[currency]?.minimum_amount ?? 'other money'
}

/** "Customers without any successful payments or invoices" (SDK types). A guest has no history here. */
function hasBought(account: Account, customer: string | null): boolean {
  if (customer === null) return false
  const { payment_intent: payments, invoice: invoices } = account.tables
  const paid = payments.find((row) => row.customer === customer && row.status === 'succeeded')
  return (
    paid !== undefined ||
    invoices.find((row) => row.customer === customer && row.status === 'paid') !== undefined
  )
}

function couponOfCode(account: Account, { promotion }: Stripe.PromotionCode): Stripe.Coupon | undefined {
  return typeof promotion.coupon === 'string' ? account.tables.coupon.get(promotion.coupon) : undefined
}
