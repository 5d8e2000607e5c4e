import type Stripe from 'stripe'
import type { Sku } from '@/lib/ids'
import type { Money } from '@/lib/money'

/** One unit's price as it must stand at Stripe. */
export type PriceOrder = {
  readonly sku: Sku
  readonly title: string
  readonly description: string
  readonly taxCode: string
  readonly money: Money
  readonly pageUrl: string
}

/** Where one price stands at Stripe. */
export type StripePrice = { readonly productId: string; readonly priceId: string }

/** By what a price is found again: unit, currency and amount, so that a changed amount is another price (R3). */
export function lookupKeyOf({ sku, money }: Pick<PriceOrder, 'sku' | 'money'>): string {
  return `${sku}:${money.currency}:${money.amount}`.toLowerCase()
}

/** Whether a price at Stripe is the ordered one. Somebody may have given its key to another by hand. */
export function isPriceOf({ money }: PriceOrder, price: Stripe.Price): boolean {
  return (
    price.unit_amount === Number(money.amount) &&
    price.currency === money.currency.toLowerCase() &&
    price.tax_behavior === 'exclusive' &&
    price.type === 'one_time'
  )
}

/** Finds or makes the product and price of one unit. A repeated call changes nothing. */
export async function ensurePrice(stripe: Stripe, order: PriceOrder): Promise<StripePrice> {
  const lookupKey = lookupKeyOf(order)
  const { data } = await stripe.prices.list({ lookup_keys: [lookupKey], active: true, limit: 1 })
  const [found] = data
  if (found !== undefined && isPriceOf(order, found))
    return { productId: productOf(found), priceId: found.id }
  const productId = await ensureProduct(stripe, order)
  const price = await stripe.prices.create({
    product: productId,
    currency: order.money.currency.toLowerCase(),
    unit_amount: Number(order.money.amount),
    tax_behavior: 'exclusive',
    lookup_key: lookupKey,
    // An archived price, or one of another amount, may still hold the key.
    transfer_lookup_key: true,
    metadata: { sku: order.sku },
  })
  return { productId, priceId: price.id }
}

/** What a product at Stripe says of a unit. */
export function productWords(order: PriceOrder) {
  return {
    name: order.title,
    description: order.description,
    tax_code: order.taxCode,
    url: order.pageUrl,
    metadata: { sku: order.sku },
    active: true,
  }
}

/** The product a price is of. */
export function productOf({ product }: Stripe.Price): string {
  return typeof product === 'string' ? product : product.id
}

async function ensureProduct(stripe: Stripe, order: PriceOrder): Promise<string> {
  const id = `prod_${order.sku.replaceAll('-', '_')}`
  const words = productWords(order)
  try {
    return (await stripe.products.create({ id, ...words })).id
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'resource_already_exists') {
      return (await stripe.products.update(id, words)).id
    }
    throw error
  }
}
