import Stripe from 'stripe'
import { newId } from './ids'
import { mergeMetadata } from './metadata'

type PriceDraft = Omit<Stripe.PriceCreateParams, 'product_data' | 'expand'>

export function makePrice(params: PriceDraft, product: string, now: number): Stripe.Price {
  const recurring = params.recurring
  return {
    id: newId('price'),
    object: 'price',
    active: params.active ?? true,
    billing_scheme: params.billing_scheme ?? 'per_unit',
    created: now,
    currency: params.currency.toLowerCase(),
    custom_unit_amount: null,
    livemode: false,
    lookup_key: params.lookup_key ?? null,
    metadata: mergeMetadata({}, params.metadata),
    nickname: params.nickname ?? null,
    product,
    recurring: recurring
      ? {
          interval: recurring.interval,
          interval_count: recurring.interval_count ?? 1,
          meter: null,
          trial_period_days: null,
          usage_type: 'licensed',
        }
      : null,
    tax_behavior: params.tax_behavior ?? 'unspecified',
    tiers_mode: null,
    transform_quantity: null,
    type: recurring ? 'recurring' : 'one_time',
    ...unitAmount(params),
  }
}

/** `unit_amount` is null where the decimal has a fraction of the minor unit (docs.stripe.com/api/prices/object). */
function unitAmount(params: PriceDraft): Pick<Stripe.Price, 'unit_amount' | 'unit_amount_decimal'> {
  const decimal =
    params.unit_amount_decimal === undefined
      ? String(params.unit_amount ?? 0)
      : String(params.unit_amount_decimal)
  const whole = /^-?\d+(\.0+)?$/.test(decimal)
  return { unit_amount: whole ? Number(decimal) : null, unit_amount_decimal: Stripe.Decimal.from(decimal) }
}
