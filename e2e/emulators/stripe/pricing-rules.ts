import { invalidRequest } from './errors'
import { type SessionRule, onlyOne } from './session-rule'

/** What a session sells, and for how much. */
export const pricingRules = {
  // docs.stripe.com/tax/checkout: rates of one's own and automatic tax exclude each other. Wording: guess.
  automaticTaxWithTaxRates: ({ automatic_tax, line_items }) =>
    automatic_tax?.enabled === true && line_items?.some((item) => (item.tax_rates ?? []).length > 0)
      ? invalidRequest('You cannot use `tax_rates` when `automatic_tax[enabled]=true`.', {
          param: 'line_items[0][tax_rates]',
        })
      : undefined,

  // Also when it is false (laravel/cashier-stripe pull 1164).
  promotionCodesWithDiscounts: ({ allow_promotion_codes, discounts }) =>
    allow_promotion_codes !== undefined && discounts !== undefined
      ? onlyOne('allow_promotion_codes', 'allow_promotion_codes, discounts')
      : undefined,

  // "Currently, only up to one may be specified" (SDK types).
  severalDiscounts: ({ discounts }) =>
    (discounts ?? []).length > 1
      ? invalidRequest('You may only specify up to one discount.', { param: 'discounts' })
      : undefined,

  discountOfBothKinds: ({ discounts }) =>
    discounts?.some((entry) => entry.coupon !== undefined && entry.promotion_code !== undefined)
      ? onlyOne('discounts[0][coupon]', 'discounts[0][coupon], discounts[0][promotion_code]')
      : undefined,

  missingLineItems: ({ line_items }) =>
    (line_items ?? []).length === 0
      ? invalidRequest('Missing required param: line_items.', {
          param: 'line_items',
          code: 'parameter_missing',
        })
      : undefined,

  // At least one of them, and not both (SDK types: "One of `price` or `price_data` is required").
  lineItemWithoutPrice: ({ line_items }) =>
    line_items?.some((item) => (item.price === undefined) === (item.price_data === undefined))
      ? invalidRequest('You must specify either `price` or `price_data` for each line item.', {
          param: 'line_items[0]',
        })
      : undefined,

  lineItemWithoutQuantity: ({ line_items }) =>
    line_items?.some((item) => item.quantity === undefined || item.quantity < 1)
      ? invalidRequest('Quantity is required. Add `quantity` to `line_items[0]`', {
          param: 'line_items[0][quantity]',
          code: 'parameter_missing',
        })
      : undefined,
} satisfies Record<string, SessionRule>
