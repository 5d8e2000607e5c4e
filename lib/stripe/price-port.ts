import Stripe from 'stripe'
import type { Answer } from './invoice-answer'
import { answered } from './invoice-answer'
import { ensurePrice, lookupKeyOf, productOf, productWords } from './prices'
import type { PriceOrder, StripePrice } from './prices'

/** Prices of one Stripe account. Everything here may be asked for again. */
export type StripePrices = {
  /**
   * Finds or makes a unit's price, gives its product the unit's words, and makes the price its default. Whatever somebody
   * archived on the way can be sold at again afterwards.
   */
  readonly ensure: (order: PriceOrder) => Promise<Answer<StripePrice>>
  /** Gives a product the unit's words: payment pages and invoices show them. */
  readonly describe: (productId: string, order: PriceOrder) => Promise<Answer<void>>
  /** The price that new sessions of this unit, currency and amount would find; undefined where there is none. */
  readonly find: (of: Pick<PriceOrder, 'sku' | 'money'>) => Promise<Answer<string | undefined>>
  /** Lets a price be sold at, and makes it its product's default. */
  readonly revive: (priceId: string) => Promise<Answer<void>>
  /**
   * No new session can be opened at this price; open ones keep it. A product's default is replaced by `instead`, or by
   * none. A price that Stripe does not have (any more) counts as archived.
   */
  readonly archive: (priceId: string, instead?: string) => Promise<Answer<void>>
}

/** Makes the prices' part of an account's port. */
export function createPrices(stripe: Stripe): StripePrices {
  return {
    ensure: (order) => answered(() => ensureDefault(stripe, order)),
    describe: (id, order) =>
      answered(async () => void (await stripe.products.update(id, productWords(order)))),
    find: (of) => answered(() => findPrice(stripe, of)),
    revive: (id) => answered(() => revive(stripe, id)),
    archive: (id, instead) => answered(() => archive(stripe, id, instead)),
  }
}

async function ensureDefault(stripe: Stripe, order: PriceOrder): Promise<StripePrice> {
  const found = await ensurePrice(stripe, order)
  await stripe.products.update(found.productId, { ...productWords(order), default_price: found.priceId })
  // Somebody may have archived it since it was found.
  await stripe.prices.update(found.priceId, { active: true })
  return found
}

async function findPrice(stripe: Stripe, of: Pick<PriceOrder, 'sku' | 'money'>): Promise<string | undefined> {
  const { data } = await stripe.prices.list({ lookup_keys: [lookupKeyOf(of)], active: true, limit: 1 })
  return data[0]?.id
}

async function revive(stripe: Stripe, id: string): Promise<void> {
  const price = await stripe.prices.update(id, { active: true })
  await stripe.products.update(productOf(price), { default_price: id })
  // Somebody may have archived it again in between.
  await stripe.prices.update(id, { active: true })
}

async function archive(stripe: Stripe, id: string, instead: string | undefined): Promise<void> {
  try {
    const { product } = await stripe.prices.retrieve(id, { expand: ['product'] })
    // A default cannot be archived; an empty one takes it away (a maintainer in stripe/stripe-python, issue 658).
    if (typeof product !== 'string' && product.deleted !== true && idOf(product.default_price) === id)
      await stripe.products.update(product.id, { default_price: instead ?? '' })
    await stripe.prices.update(id, { active: false })
  } catch (error) {
    const gone = error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_missing'
    if (!gone) throw error
  }
}

function idOf(price: Stripe.Product['default_price']): string | undefined {
  return typeof price === 'string' ? price : price?.id
}
