import type Stripe from 'stripe'
import { invalidRequest } from './errors'
import { mustFind } from './lookup'
import { refreshCoupon } from './redemption-limits'
import type { Account } from './store'

type Params = Stripe.PromotionCodeCreateParams

/**
 * What Stripe refuses of a new promotion code (limits: SDK types of its parameters; the wordings are guesses but for the
 * missing parameter). Returns the coupon it stands for.
 */
export function refuseNewCode(account: Account, params: Params, now: number): Stripe.Coupon {
  const name = 'promotion[coupon]'
  if (params.promotion.coupon === undefined)
    throw invalidRequest(`Missing required param: ${name}.`, { param: name, code: 'parameter_missing' })
  const coupon = mustFind(account.tables.coupon, 'coupon', params.promotion.coupon, name)
  if (params.customer !== undefined)
    mustFind(account.tables.customer, 'customer', params.customer, 'customer')
  if (!refreshCoupon(coupon, now).valid)
    throw invalidRequest(`Coupon ${coupon.id} is expired and cannot be applied.`, { param: name })
  refuseLetters(params.code)
  refuseLimits(params, coupon, now)
  refuseMinimum(params.restrictions)
  return coupon
}

/** "Valid characters are lower case letters (a-z), upper case letters (A-Z), and digits (0-9)". */
function refuseLetters(code: string | undefined): void {
  if (code === undefined || /^[a-z0-9]{1,500}$/i.test(code)) return
  throw invalidRequest('Promotion codes may only contain letters and digits.', { param: 'code' })
}

function refuseLimits(
  { max_redemptions: most, expires_at: end }: Params,
  coupon: Stripe.Coupon,
  now: number,
) {
  if (most !== undefined && most < 1)
    throw invalidRequest('Invalid positive integer', {
      param: 'max_redemptions',
      code: 'parameter_invalid_integer',
    })
  if (most !== undefined && coupon.max_redemptions !== null && most > coupon.max_redemptions)
    throw invalidRequest("max_redemptions cannot be greater than the coupon's max_redemptions.", {
      param: 'max_redemptions',
    })
  if (end !== undefined && end <= now)
    throw invalidRequest('expires_at must be a timestamp in the future.', { param: 'expires_at' })
  if (end !== undefined && coupon.redeem_by !== null && end > coupon.redeem_by)
    throw invalidRequest("expires_at cannot be after the coupon's redeem_by.", { param: 'expires_at' })
}

function refuseMinimum(restrictions: Params['restrictions']): void {
  const { minimum_amount: amount, minimum_amount_currency: currency } = restrictions ?? {}
  if ((amount === undefined) === (currency === undefined)) return
  const param = `restrictions[${amount === undefined ? 'minimum_amount' : 'minimum_amount_currency'}]`
  throw invalidRequest('minimum_amount and minimum_amount_currency must be given together.', { param })
}
