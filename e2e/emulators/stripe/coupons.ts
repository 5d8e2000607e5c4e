import type Stripe from 'stripe'
import type { Handlers } from './call'
import { invalidRequest } from './errors'
import { randomText } from './ids'
import { createdWithin, listPage } from './lists'
import { mustFind } from './lookup'
import { mergeMetadata } from './metadata'
import { refuseOddAmount } from './odd-amounts'

type Coupons = Pick<Handlers, 'POST /v1/coupons' | 'GET /v1/coupons' | 'GET /v1/coupons/:id'>

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
    ...(params.applies_to?.products ? { applies_to: { products: params.applies_to.products } } : {}),
  }
}

function refuse(params: Stripe.CouponCreateParams): void {
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
}

export const coupons: Coupons = {
  'POST /v1/coupons': ({ world, account, cause }, params) => {
    refuse(params)
    if (params.id !== undefined && account.tables.coupon.get(params.id)) {
      throw invalidRequest('Coupon already exists.', { param: 'id', code: 'resource_already_exists' })
    }
    const coupon = account.tables.coupon.add(makeCoupon(params, world.now()))
    void world.announce(account, { type: 'coupon.created', object: coupon }, cause)
    return coupon
  },
  'GET /v1/coupons': ({ account }, params) =>
    listPage(account.tables.coupon, '/v1/coupons', params, (row) =>
      createdWithin(row.created, params.created),
    ),
  'GET /v1/coupons/:id': ({ account }, _params, id) => mustFind(account.tables.coupon, 'coupon', id),
}
