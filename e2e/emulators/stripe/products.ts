import type Stripe from 'stripe'
import type { Handlers } from './call'
import { invalidRequest } from './errors'
import { createdWithin, is, listPage } from './lists'
import { mustFind } from './lookup'
import { mergeMetadata } from './metadata'
import { makePrice } from './price-object'
import { makeProduct } from './product-object'

type Products = Pick<
  Handlers,
  'POST /v1/products' | 'GET /v1/products' | 'GET /v1/products/:id' | 'POST /v1/products/:id'
>

function change(product: Stripe.Product, params: Stripe.ProductUpdateParams): void {
  if (params.name !== undefined) product.name = params.name
  if (params.active !== undefined) product.active = params.active
  if (params.description !== undefined) product.description = params.description
  if (params.default_price !== undefined) product.default_price = params.default_price || null
  if (params.images !== undefined) product.images = params.images || []
  if (params.tax_code !== undefined) product.tax_code = params.tax_code
  if (params.url !== undefined) product.url = params.url
  if (params.unit_label !== undefined) product.unit_label = params.unit_label
  if (params.statement_descriptor !== undefined) product.statement_descriptor = params.statement_descriptor
  if (params.marketing_features !== undefined) product.marketing_features = params.marketing_features || []
  product.metadata = mergeMetadata(product.metadata, params.metadata)
}

export const products: Products = {
  'POST /v1/products': ({ world, account, cause }, params) => {
    const { tables } = account
    if (params.id !== undefined && tables.product.get(params.id)) {
      throw invalidRequest(`Product already exists.`, { param: 'id', code: 'resource_already_exists' })
    }
    const product = tables.product.add(makeProduct(params, world.now()))
    if (params.default_price_data) {
      const price = makePrice({ ...params.default_price_data, product: product.id }, product.id, world.now())
      product.default_price = tables.price.add(price).id
    }
    void world.announce(account, { type: 'product.created', object: product }, cause)
    return product
  },
  'GET /v1/products': ({ account }, params) =>
    listPage(account.tables.product, '/v1/products', params, (row) => {
      const named = params.ids === undefined || params.ids.includes(row.id)
      return named && is(row.active, params.active) && createdWithin(row.created, params.created)
    }),
  'GET /v1/products/:id': ({ account }, _params, id) => mustFind(account.tables.product, 'product', id),
  'POST /v1/products/:id': ({ world, account, cause }, params, id) => {
    const product = mustFind(account.tables.product, 'product', id)
    // An empty one takes the default away: see the coercion of requests.
    if (params.default_price !== undefined && params.default_price !== '') {
      mustFind(account.tables.price, 'price', params.default_price, 'default_price')
    }
    change(product, params)
    product.updated = world.now()
    void world.announce(account, { type: 'product.updated', object: product }, cause)
    return product
  },
}
