import Stripe from 'stripe'
import type { Call } from './call'
import { invalidRequest } from './errors'
import { newId } from './ids'
import type { InvoiceItemDetail } from './invoice-detail'
import { defaultRates } from './invoice-rules'
import { mustFind } from './lookup'
import { mergeMetadata } from './metadata'
import { makePrice } from './price-object'

type Params = Stripe.InvoiceItemCreateParams
type Made = { item: Stripe.InvoiceItem; detail: InvoiceItemDetail }

/** A new item, of a price, of a price made for it, or of an amount with words of its own. */
export function makeInvoiceItem(
  call: Call,
  params: Params,
  customer: Stripe.Customer,
  invoice: Stripe.Invoice | undefined,
): Made {
  const { world, account } = call
  const now = world.now()
  const price = priceOf(call, params)
  const product = typeof price?.product === 'string' ? account.tables.product.get(price.product) : undefined
  const quantity = params.quantity ?? 1
  const currency = price?.currency ?? params.currency?.toLowerCase() ?? invoice?.currency
  if (currency === undefined)
    throw invalidRequest('Missing required param: currency.', {
      param: 'currency',
      code: 'parameter_missing',
    })
  const item: Stripe.InvoiceItem = {
    id: newId('ii'),
    object: 'invoiceitem',
    amount: price ? (price.unit_amount ?? 0) * quantity : (params.amount ?? 0),
    currency,
    customer: customer.id,
    customer_account: null,
    date: now,
    description: params.description ?? product?.name ?? null,
    discountable: params.discountable ?? true,
    discounts: [],
    invoice: invoice?.id ?? null,
    livemode: false,
    metadata: mergeMetadata({}, params.metadata),
    parent: null,
    period: params.period ?? { end: now, start: now },
    pricing: pricing(price, params.amount ?? 0),
    proration: false,
    quantity,
    quantity_decimal: Stripe.Decimal.from(quantity),
    tax_rates: defaultRates(account, params.tax_rates, 'tax_rates'),
    test_clock: null,
  }
  const set = price?.tax_behavior === 'unspecified' ? undefined : price?.tax_behavior
  const detail = {
    id: item.id,
    taxBehavior: set ?? params.tax_behavior ?? 'unspecified',
    taxCode: params.tax_code || taxCodeOf(product),
  }
  return { item, detail }
}

function pricing(price: Stripe.Price | undefined, amount: number): Stripe.InvoiceItem.Pricing {
  if (!price) return { type: 'price_details', unit_amount_decimal: Stripe.Decimal.from(amount) }
  return {
    type: 'price_details',
    price_details: { price: price.id, product: String(price.product) },
    unit_amount_decimal: price.unit_amount_decimal,
  }
}

function taxCodeOf(product: Stripe.Product | undefined): string | null {
  return typeof product?.tax_code === 'string' ? product.tax_code : null
}

function priceOf({ world, account }: Call, params: Params): Stripe.Price | undefined {
  if (params.price_data) {
    const { product, currency, tax_behavior, unit_amount } = params.price_data
    mustFind(account.tables.product, 'product', product, 'price_data[product]')
    const behavior = tax_behavior === undefined ? {} : { tax_behavior }
    const amount = { unit_amount: unit_amount ?? 0 }
    const made = makePrice({ currency, active: false, ...behavior, ...amount }, product, world.now())
    return account.tables.price.add(made)
  }
  const id = params.pricing?.price
  if (id === undefined) return undefined
  const price = mustFind(account.tables.price, 'price', id, 'pricing[price]')
  if (price.active) return price
  throw invalidRequest('The price specified is inactive. This field only accepts active prices.', {
    param: 'pricing[price]',
  })
}
