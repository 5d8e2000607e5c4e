import type Stripe from 'stripe'
import type { Call, Handlers } from './call'
import { invalidRequest } from './errors'
import { createdWithin, is, listPage } from './lists'
import { mustFind } from './lookup'
import { mergeMetadata } from './metadata'
import { refuseOddAmount } from './odd-amounts'
import { makePrice } from './price-object'
import { makeProduct } from './product-object'

type Prices = Pick<
  Handlers,
  'POST /v1/prices' | 'GET /v1/prices' | 'GET /v1/prices/:id' | 'POST /v1/prices/:id'
>

const MAX_KEYS = 10
const MAX_KEY = 200

function refuse(params: Stripe.PriceCreateParams): void {
  if (!/^[a-z]{3}$/i.test(params.currency)) {
    throw invalidRequest(`Invalid currency: ${params.currency}`, { param: 'currency' })
  }
  if ((params.product === undefined) === (params.product_data === undefined)) {
    throw params.product === undefined
      ? invalidRequest('Missing required param: product.', { param: 'product', code: 'parameter_missing' })
      : invalidRequest('You may only specify one of these parameters: product, product_data.', {
          param: 'product',
        })
  }
  if (params.unit_amount === undefined && params.unit_amount_decimal === undefined) {
    const message =
      'Price must have either `unit_amount`, `unit_amount_decimal`, `custom_unit_amount` or tiers.'
    throw invalidRequest(message, { code: 'parameter_missing', param: 'unit_amount' })
  }
  if (params.unit_amount !== undefined && params.unit_amount < 0) {
    throw invalidRequest('Invalid non-negative integer', { param: 'unit_amount' })
  }
  refuseOddAmount(params.unit_amount, params.currency, 'unit_amount')
}

/** "You can specify up to 10 lookup_keys" (SDK types). Wording: guess. */
function refuseKeys(keys: readonly string[] | undefined): void {
  if (keys === undefined || keys.length <= MAX_KEYS) return
  throw invalidRequest(`You may only specify up to ${MAX_KEYS} lookup_keys.`, { param: 'lookup_keys' })
}

/** "This may be up to 200 characters" (SDK types). A lookup key belongs to one price at a time; `transfer_lookup_key` takes it from the one that has it. */
function claimLookupKey({ account }: Call, key: string | undefined, transfer: boolean | undefined): void {
  if (key === undefined) return
  if (key.length > MAX_KEY)
    throw invalidRequest(`Invalid string: must be at most ${MAX_KEY} characters`, { param: 'lookup_key' })
  const holder = account.tables.price.find((price) => price.lookup_key === key)
  if (!holder) return
  if (transfer !== true) {
    const message = `A price (\`${holder.id}\`) already uses that lookup key.`
    throw invalidRequest(message, { param: 'lookup_key', code: 'resource_already_exists' })
  }
  holder.lookup_key = null
}

/** tax_behavior can be set once: "Once specified as either inclusive or exclusive, it cannot be changed" (SDK types). */
function changeTaxBehavior(price: Stripe.Price, wanted: Stripe.Price.TaxBehavior | undefined): void {
  if (wanted === undefined || wanted === price.tax_behavior) return
  if (price.tax_behavior !== 'unspecified') {
    const message = `You cannot change the \`tax_behavior\` of a price once it has been set to \`${price.tax_behavior}\`.`
    throw invalidRequest(message, { param: 'tax_behavior' })
  }
  price.tax_behavior = wanted
}

export const prices: Prices = {
  'POST /v1/prices': (call, params) => {
    const { world, account, cause } = call
    refuse(params)
    const now = world.now()
    claimLookupKey(call, params.lookup_key, params.transfer_lookup_key)
    const product = params.product_data
      ? account.tables.product.add(makeProduct(params.product_data, now))
      : mustFind(account.tables.product, 'product', params.product ?? '', 'product')
    const price = account.tables.price.add(makePrice(params, product.id, now))
    void world.announce(account, { type: 'price.created', object: price }, cause)
    return price
  },
  'GET /v1/prices': ({ account }, params) => {
    refuseKeys(params.lookup_keys)
    return listPage(account.tables.price, '/v1/prices', params, (row) => {
      const keyed = params.lookup_keys === undefined || params.lookup_keys.includes(row.lookup_key ?? '')
      const same =
        is(row.active, params.active) && is(row.product, params.product) && is(row.type, params.type)
      const currency = is(row.currency, params.currency?.toLowerCase())
      return keyed && same && currency && createdWithin(row.created, params.created)
    })
  },
  'GET /v1/prices/:id': ({ account }, _params, id) => mustFind(account.tables.price, 'price', id),
  'POST /v1/prices/:id': (call, params, id) => {
    const { world, account, cause } = call
    const price = mustFind(account.tables.price, 'price', id)
    changeTaxBehavior(price, params.tax_behavior)
    if (params.lookup_key !== undefined && params.lookup_key !== price.lookup_key) {
      claimLookupKey(call, params.lookup_key, params.transfer_lookup_key)
      price.lookup_key = params.lookup_key
    }
    if (params.active === false) refuseDefaultPrice(call, price)
    if (params.active !== undefined) price.active = params.active
    if (params.nickname !== undefined) price.nickname = params.nickname
    price.metadata = mergeMetadata(price.metadata, params.metadata)
    void world.announce(account, { type: 'price.updated', object: price }, cause)
    return price
  },
}

/** A product's default price cannot be archived (seen at Stripe: "This price cannot be archived because it is the default price of its product."). */
function refuseDefaultPrice({ account }: Call, price: Stripe.Price): void {
  const product = typeof price.product === 'string' ? account.tables.product.get(price.product) : undefined
  if (product?.default_price !== price.id) return
  throw invalidRequest('This price cannot be archived because it is the default price of its product.')
}
