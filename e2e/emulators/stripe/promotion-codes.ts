import type Stripe from 'stripe'
import type { Handlers } from './call'
import { invalidRequest } from './errors'
import { newId, randomText } from './ids'
import { createdWithin, is, listPage } from './lists'
import { mustFind } from './lookup'
import { mergeMetadata } from './metadata'
import { refuseNewCode } from './promotion-code-rules'
import { redeemable, refreshPromotionCode, sameCode } from './redemption-limits'
import type { Account } from './store'

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
    restrictions: restrictions(params.restrictions),
    times_redeemed: 0,
  }
}

function restrictions(
  given: Stripe.PromotionCodeCreateParams.Restrictions | undefined,
): Stripe.PromotionCode.Restrictions {
  const others = Object.entries(given?.currency_options ?? {}).flatMap(([currency, option]) =>
    option.minimum_amount === undefined
      ? []
      : [[currency, { minimum_amount: option.minimum_amount }] as const],
  )
  return {
    ...(others.length > 0 ? { currency_options: Object.fromEntries(others) } : {}),
    first_time_transaction: given?.first_time_transaction ?? false,
    minimum_amount: given?.minimum_amount ?? null,
    minimum_amount_currency: given?.minimum_amount_currency?.toLowerCase() ?? null,
  }
}

/** "A promotion code can only be reactivated when the coupon is still valid and the promotion code is otherwise redeemable" (SDK types). */
function setActive(account: Account, code: Stripe.PromotionCode, active: boolean, now: number): void {
  if (active && !redeemable(account, code, now)) {
    const message = 'This promotion code cannot be activated: it is expired or fully redeemed.' // wording: guess
    throw invalidRequest(message, { param: 'active' })
  }
  code.active = active
}

export const promotionCodes: PromotionCodes = {
  'POST /v1/promotion_codes': ({ world, account, cause }, params) => {
    const coupon = refuseNewCode(account, params, world.now())
    const draft = makePromotionCode(params, coupon.id, world.now())
    const taken = account.tables.promotion_code.find(
      (row) =>
        sameCode(row.code, draft.code) &&
        row.customer === draft.customer &&
        refreshPromotionCode(account, row, world.now()).active,
    )
    if (taken) {
      const message = `An active promotion code with \`code: ${draft.code}\` already exists.`
      throw invalidRequest(message, { param: 'code', code: 'resource_already_exists' })
    }
    const code = account.tables.promotion_code.add(draft)
    void world.announce(account, { type: 'promotion_code.created', object: code }, cause)
    return code
  },
  'GET /v1/promotion_codes': ({ world, account }, params) =>
    listPage(account.tables.promotion_code, '/v1/promotion_codes', params, (row) => {
      refreshPromotionCode(account, row, world.now())
      const code = params.code === undefined || sameCode(row.code, params.code)
      const same = is(row.active, params.active) && is(row.promotion.coupon, params.coupon)
      return code && same && is(row.customer, params.customer) && createdWithin(row.created, params.created)
    }),
  'GET /v1/promotion_codes/:id': ({ world, account }, _params, id) =>
    refreshPromotionCode(account, mustFind(account.tables.promotion_code, 'promotion_code', id), world.now()),
  'POST /v1/promotion_codes/:id': ({ world, account, cause }, params, id) => {
    const code = mustFind(account.tables.promotion_code, 'promotion_code', id)
    refreshPromotionCode(account, code, world.now())
    if (params.active !== undefined) setActive(account, code, params.active, world.now())
    code.metadata = mergeMetadata(code.metadata ?? {}, params.metadata)
    void world.announce(account, { type: 'promotion_code.updated', object: code }, cause)
    return code
  },
}
