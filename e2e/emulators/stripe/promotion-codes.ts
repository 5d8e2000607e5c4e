import type Stripe from 'stripe'
import type { Handlers } from './call'
import { invalidRequest } from './errors'
import { newId, randomText } from './ids'
import { createdWithin, is, listPage } from './lists'
import { mustFind } from './lookup'
import { mergeMetadata } from './metadata'

type PromotionCodes = Pick<
  Handlers,
  | 'POST /v1/promotion_codes'
  | 'GET /v1/promotion_codes'
  | 'GET /v1/promotion_codes/:id'
  | 'POST /v1/promotion_codes/:id'
>

function makePromotionCode(
  params: Stripe.PromotionCodeCreateParams,
  coupon: string,
  now: number,
): Stripe.PromotionCode {
  return {
    id: newId('promo'),
    object: 'promotion_code',
    active: params.active ?? true,
    code: params.code ?? randomText(8, 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'),
    created: now,
    customer: params.customer ?? null,
    customer_account: null,
    expires_at: params.expires_at ?? null,
    livemode: false,
    max_redemptions: params.max_redemptions ?? null,
    metadata: mergeMetadata({}, params.metadata),
    promotion: { coupon, type: 'coupon' },
    restrictions: {
      first_time_transaction: params.restrictions?.first_time_transaction ?? false,
      minimum_amount: params.restrictions?.minimum_amount ?? null,
      minimum_amount_currency: params.restrictions?.minimum_amount_currency ?? null,
    },
    times_redeemed: 0,
  }
}

export const promotionCodes: PromotionCodes = {
  'POST /v1/promotion_codes': ({ world, account, cause }, params) => {
    const name = 'promotion[coupon]'
    if (params.promotion.coupon === undefined) {
      throw invalidRequest(`Missing required param: ${name}.`, { param: name, code: 'parameter_missing' })
    }
    const coupon = mustFind(account.tables.coupon, 'coupon', params.promotion.coupon, name)
    const draft = makePromotionCode(params, coupon.id, world.now())
    const taken = account.tables.promotion_code.find((row) => row.active && sameCode(row.code, draft.code))
    if (taken) {
      const message = `An active promotion code with \`code: ${draft.code}\` already exists.`
      throw invalidRequest(message, { param: 'code', code: 'resource_already_exists' })
    }
    const code = account.tables.promotion_code.add(draft)
    void world.announce(account, { type: 'promotion_code.created', object: code }, cause)
    return code
  },
  'GET /v1/promotion_codes': ({ account }, params) =>
    listPage(account.tables.promotion_code, '/v1/promotion_codes', params, (row) => {
      const code = params.code === undefined || sameCode(row.code, params.code)
      const same = is(row.active, params.active) && is(row.promotion.coupon, params.coupon)
      return code && same && createdWithin(row.created, params.created)
    }),
  'GET /v1/promotion_codes/:id': ({ account }, _params, id) =>
    mustFind(account.tables.promotion_code, 'promotion_code', id),
  'POST /v1/promotion_codes/:id': ({ world, account, cause }, params, id) => {
    const code = mustFind(account.tables.promotion_code, 'promotion_code', id)
    if (params.active !== undefined) code.active = params.active
    code.metadata = mergeMetadata(code.metadata ?? {}, params.metadata)
    void world.announce(account, { type: 'promotion_code.updated', object: code }, cause)
    return code
  },
}

/** Codes are compared without regard to case (docs.stripe.com/billing/subscriptions/coupons). */
export function sameCode(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase()
}
