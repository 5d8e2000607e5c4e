import type Stripe from 'stripe'
import type { Handlers } from './call'
import { invalidRequest } from './errors'
import { randomText } from './ids'
import { createdWithin, listPage } from './lists'
import { mustFind } from './lookup'
import { mergeMetadata } from './metadata'
import { refuseOddAmount } from './odd-amounts'
import { refreshCoupon } from './redemption-limits'
import type { Account } from './store'

type Coupons = Pick<
  Handlers,
  | 'POST /v1/coupons'
  | 'GET /v1/coupons'
  | 'GET /v1/coupons/:id'
  | 'POST /v1/coupons/:id'
  | 'DELETE /v1/coupons/:id'
>

function makeCoupon(params: Stripe.CouponCreateParams, now: number): Stripe.Coupon {
  return {
    id: params.id ?? randomText(8),
    object: 'coupon',
    amount_off: params.amount_off ?? null,
    created: now,
    currency: params.currency?.toLowerCase() ?? null,
    duration: params.duration ?? 'once',
    duration_in_months: params.duration_in_months ?? null,
    livemode: false,
    max_redemptions: params.max_redemptions ?? null,
    metadata: mergeMetadata({}, params.metadata),
    name: params.name ?? null,
    percent_off: params.percent_off ?? null,
    redeem_by: params.redeem_by ?? null,
    times_redeemed: 0,
    valid: true,
    ...currencyOptions(params),
    ...(params.applies_to?.products ? { applies_to: { products: params.applies_to.products } } : {}),
  }
}

function currencyOptions({ currency_options: given }: Stripe.CouponCreateParams): Partial<Stripe.Coupon> {
  return given === undefined ? {} : { currency_options: given }
}

function refuse(account: Account, params: Stripe.CouponCreateParams, now: number): void {
  if ((params.percent_off === undefined) === (params.amount_off === undefined)) {
    throw invalidRequest('You must specify one of percent_off or amount_off, but not both.', {
      param: 'percent_off',
    })
  }
  const percent = params.percent_off
  if (percent !== undefined && (percent <= 0 || percent > 100)) {
    throw invalidRequest('percent_off must be greater than 0 and at most 100.', { param: 'percent_off' })
  }
  if (params.amount_off !== undefined && params.currency === undefined) {
    throw invalidRequest('You must pass currency when passing amount_off', { param: 'currency' })
  }
  refuseOddAmount(params.amount_off, params.currency, 'amount_off')
  refuseLimits(params, now)
  for (const [index, id] of (params.applies_to?.products ?? []).entries())
    mustFind(account.tables.product, 'product', id, `applies_to[products][${index}]`)
}

/** Limits of the SDK's parameter types; wordings: guesses. */
function refuseLimits(params: Stripe.CouponCreateParams, now: number): void {
  for (const name of ['max_redemptions', 'amount_off'] as const) {
    if ((params[name] ?? 1) < 1)
      throw invalidRequest('Invalid positive integer', { param: name, code: 'parameter_invalid_integer' })
  }
  if (params.redeem_by !== undefined && params.redeem_by <= now)
    throw invalidRequest('redeem_by must be a timestamp in the future.', { param: 'redeem_by' })
}

export const coupons: Coupons = {
  'POST /v1/coupons': ({ world, account, cause }, params) => {
    refuse(account, params, world.now())
    if (params.id !== undefined && account.tables.coupon.get(params.id)) {
      throw invalidRequest('Coupon already exists.', { param: 'id', code: 'resource_already_exists' })
    }
    const coupon = account.tables.coupon.add(makeCoupon(params, world.now()))
    void world.announce(account, { type: 'coupon.created', object: coupon }, cause)
    return coupon
  },
  'GET /v1/coupons': ({ world, account }, params) =>
    listPage(account.tables.coupon, '/v1/coupons', params, (row) =>
      createdWithin(refreshCoupon(row, world.now()).created, params.created),
    ),
  'GET /v1/coupons/:id': ({ world, account }, _params, id) =>
    refreshCoupon(mustFind(account.tables.coupon, 'coupon', id), world.now()),
  'POST /v1/coupons/:id': ({ world, account, cause }, params, id) => {
    const coupon = refreshCoupon(mustFind(account.tables.coupon, 'coupon', id), world.now())
    if (params.name !== undefined) coupon.name = params.name
    if (params.currency_options !== undefined)
      coupon.currency_options = { ...coupon.currency_options, ...params.currency_options }
    coupon.metadata = mergeMetadata(coupon.metadata ?? {}, params.metadata)
    void world.announce(account, { type: 'coupon.updated', object: coupon }, cause)
    return coupon
  },
  // "Does not affect any customers who have already applied the coupon; it means that new customers can't redeem it" (SDK types).
  'DELETE /v1/coupons/:id': ({ world, account, cause }, _params, id): Stripe.DeletedCoupon => {
    const coupon = mustFind(account.tables.coupon, 'coupon', id)
    account.tables.coupon.remove(id)
    void world.announce(account, { type: 'coupon.deleted', object: coupon }, cause)
    return { id, object: 'coupon', deleted: true }
  },
}
