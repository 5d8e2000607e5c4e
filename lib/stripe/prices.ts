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

/**
 * Finds or makes the product and price of one unit. The price is found again by its lookup key, which names unit,
 * currency and amount, so a changed amount is a new price (R3) and a repeated call changes nothing.
 */
export async function ensurePrice(stripe: Stripe, order: PriceOrder): Promise<StripePrice> {
  const lookupKey = `${order.sku}:${order.money.currency}:${order.money.amount}`.toLowerCase()
  const { data } = await stripe.prices.list({ lookup_keys: [lookupKey], active: true, limit: 1 })
  const [found] = data
  if (found !== undefined) {
    return {
      productId: typeof found.product === 'string' ? found.product : found.product.id,
      priceId: found.id,
    }
  }
  const productId = await ensureProduct(stripe, order)
  const price = await stripe.prices.create({
    product: productId,
    currency: order.money.currency.toLowerCase(),
    unit_amount: Number(order.money.amount),
    tax_behavior: 'exclusive',
    lookup_key: lookupKey,
    metadata: { sku: order.sku },
  })
  return { productId, priceId: price.id }
}

async function ensureProduct(stripe: Stripe, order: PriceOrder): Promise<string> {
  const id = `prod_${order.sku.replaceAll('-', '_')}`
  const words = {
    name: order.title,
    description: order.description,
    tax_code: order.taxCode,
    url: order.pageUrl,
    metadata: { sku: order.sku },
  }
  try {
    return (await stripe.products.create({ id, ...words })).id
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'resource_already_exists') {
      return (await stripe.products.update(id, words)).id
    }
    throw error
  }
}
