import type Stripe from 'stripe'
import type { Call } from './call'
import { invalidRequest } from './errors'
import { newId } from './ids'
import { mustFind } from './lookup'
import { mergeMetadata } from './metadata'
import { refuseOddAmount } from './odd-amounts'
import { makePrice } from './price-object'
import { makeProduct } from './product-object'
import type { SessionItem } from './session-detail'
import { taxBehaviorOf } from './tax'

type Params = Stripe.Checkout.SessionCreateParams

/** What is being bought. Throws where a price, a product or a rate is unknown, archived, or does not fit the others. */
export function sessionItems(call: Call, params: Params): SessionItem[] {
  const items = (params.line_items ?? []).map((item, index) =>
    sessionItem(call, item, `line_items[${index}]`),
  )
  const currency = params.currency?.toLowerCase() ?? items[0]?.price.currency
  const odd = items.find((item) => item.price.currency !== currency)
  if (odd) {
    const message = `All prices on a Checkout session must have the same currency. Expected \`${String(currency)}\`, but price \`${odd.price.id}\` has \`${odd.price.currency}\`.`
    throw invalidRequest(message, { param: 'line_items' }) // wording: guess
  }
  const unspecified = items.find(
    ({ price }) => taxBehaviorOf(call.world, call.account, price) === 'unspecified',
  )
  if (params.automatic_tax?.enabled === true && unspecified) {
    // docs.stripe.com/tax/products-prices-tax-codes-tax-behavior; wording: guess
    const message = `You cannot use automatic tax with price \`${unspecified.price.id}\`: its \`tax_behavior\` is unspecified, and no default is set in your tax settings.`
    throw invalidRequest(message, { param: 'line_items' })
  }
  return items
}

function sessionItem(
  call: Call,
  item: Stripe.Checkout.SessionCreateParams.LineItem,
  param: string,
): SessionItem {
  const { account } = call
  const price = item.price_data
    ? adHocPrice(call, item.price_data)
    : storedPrice(call, item.price ?? '', `${param}[price]`)
  const product = typeof price.product === 'string' ? account.tables.product.get(price.product) : undefined
  if (!product?.active) {
    const message = `The product \`${String(price.product)}\` of price \`${price.id}\` is inactive.`
    throw invalidRequest(message, { param: `${param}[price]` }) // wording: guess
  }
  const taxRates = (item.tax_rates ?? []).map((id, index) => {
    const rate = mustFind(account.tables.tax_rate, 'tax_rate', id, `${param}[tax_rates][${index}]`)
    if (rate.active) return rate
    throw invalidRequest(`The tax rate \`${id}\` is archived.`, { param: `${param}[tax_rates][${index}]` }) // guess
  })
  const metadata = item.metadata ? mergeMetadata({}, item.metadata, `${param}[metadata]`) : null
  return { id: newId('li'), price, name: product.name, quantity: item.quantity ?? 1, taxRates, metadata }
}

function storedPrice({ account }: Call, id: string, param: string): Stripe.Price {
  const price = mustFind(account.tables.price, 'price', id, param)
  if (!price.active) {
    const message = `The price specified is inactive. This field only accepts active prices.`
    throw invalidRequest(message, { param }) // wording seen at Stripe
  }
  if (price.type === 'recurring') {
    const message =
      'You specified `payment` mode but passed a recurring price. Either switch to `subscription` mode or use only one-time prices.'
    throw invalidRequest(message, { param })
  }
  return price
}

/** A price of this one session: made, and inactive from the start (docs.stripe.com/api/checkout/sessions/create). */
function adHocPrice(
  { world, account }: Call,
  data: Stripe.Checkout.SessionCreateParams.LineItem.PriceData,
): Stripe.Price {
  const now = world.now()
  const { currency, unit_amount, unit_amount_decimal, tax_behavior } = data
  refuseOddAmount(unit_amount, currency, 'line_items[0][price_data][unit_amount]')
  const product = data.product_data
    ? account.tables.product.add(makeProduct(data.product_data, now))
    : mustFind(account.tables.product, 'product', data.product ?? '', 'line_items[0][price_data][product]')
  const draft = {
    currency,
    active: false,
    ...(unit_amount === undefined ? {} : { unit_amount }),
    ...(unit_amount_decimal === undefined ? {} : { unit_amount_decimal }),
    ...(tax_behavior === undefined ? {} : { tax_behavior }),
  }
  return account.tables.price.add(makePrice(draft, product.id, now))
}
