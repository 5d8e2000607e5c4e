import type Stripe from 'stripe'
import { formatMoney } from '@/lib/money'
import { ensurePrice, isPriceOf, lookupKeyOf, productWords } from '../prices'
import type { CheckContext, PlannedPrice } from './account-plan'
import type { Finding, Look } from './finding'
import { BY_SETUP, done } from './finding'
import { priceGaps } from './price-gap'
import type { FoundPrice, PriceGap } from './price-gap'

const CHECK = 'prices'
/** Stripe takes at most so many lookup keys in one question (docs.stripe.com/api/prices/list). */
const KEYS_AT_ONCE = 10

type Unit = {
  readonly planned: PlannedPrice
  readonly found: FoundPrice | undefined
  readonly gaps: readonly PriceGap[]
}

/** Products and prices of everything on sale: found by lookup key, compared with our rows (R3). */
export async function checkPrices({ plan }: CheckContext): Promise<Look> {
  if (plan.prices.length === 0) return { findings: [nothingToSell()] }
  const real = plan.prices.filter(({ placeholder }) => !(plan.livemode && placeholder))
  const beside = real.length === plan.prices.length ? [] : [madeUp(plan.prices)]
  const found = await findPrices(plan.stripe, real)
  const units = real.map((planned): Unit => {
    const one = found.get(lookupKeyOf(planned.order))
    return { planned, found: one, gaps: priceGaps(planned, one) }
  })
  const amiss = units.filter(({ gaps }) => gaps.length > 0)
  const right = units.length - amiss.length
  if (right > 0) beside.unshift(done(CHECK, `${right} of ${plan.prices.length} as in our catalog`))
  if (amiss.length === 0) return { findings: beside }
  return {
    findings: [...beside, ...missing(amiss)],
    repair: async () => {
      for (const unit of amiss) await repair(plan.stripe, unit)
      return { findings: [...beside, made(amiss)] }
    },
  }
}

function nothingToSell(): Finding {
  const todo = { what: 'Publish a unit with a price: without one there is nothing to sell' }
  const detail = 'the catalog has no published unit with a price'
  return { check: CHECK, state: 'missing', detail, blocks: true, todo }
}

/** The price list was not known when the catalog was written: such prices never become real money. */
function madeUp(prices: readonly PlannedPrice[]): Finding {
  const skus = prices.flatMap(({ order, placeholder }) => (placeholder ? [order.sku] : []))
  const detail = `placeholders, not made in live mode: ${skus.join(', ')}`
  const todo = { what: 'Set the real price of each of these units' }
  return { check: CHECK, state: 'missing', detail, blocks: true, todo }
}

async function findPrices(stripe: Stripe, prices: readonly PlannedPrice[]): Promise<Map<string, FoundPrice>> {
  const found = new Map<string, FoundPrice>()
  const keys = prices.map(({ order }) => lookupKeyOf(order))
  for (let from = 0; from < keys.length; from += KEYS_AT_ONCE) {
    const some = keys.slice(from, from + KEYS_AT_ONCE)
    const { data } = await stripe.prices.list({
      lookup_keys: some,
      active: true,
      limit: KEYS_AT_ONCE,
      expand: ['data.product'],
    })
    for (const price of data) {
      const { product, lookup_key: key } = price
      if (key === null || typeof product === 'string' || product.deleted === true) continue
      found.set(key, { price, product })
    }
  }
  return found
}

/** One line for each thing that is amiss, with the units it is amiss with. */
function missing(units: readonly Unit[]): Finding[] {
  const kinds = new Map(units.flatMap(({ gaps }) => gaps.map((gap) => [gap.says, gap])))
  return [...kinds.values()].map(({ says, blocks }) => {
    const which = units.filter(({ gaps }) => gaps.some((gap) => gap.says === says))
    const detail = `${says}: ${which.map(({ planned }) => planned.order.sku).join(', ')}`
    return { check: CHECK, state: 'missing', detail, blocks, todo: BY_SETUP }
  })
}

async function repair(stripe: Stripe, { planned, found }: Unit): Promise<void> {
  const { order, known, keep } = planned
  const stands = found !== undefined && isPriceOf(order, found.price)
  // Only words or tax code differ: the price itself stays, whose amount and currency Stripe never changes.
  if (stands && priceGaps({ ...planned, copied: false, known: idsOf(found) }, found).length > 0)
    await stripe.products.update(found.product.id, productWords(order))
  const now = stands ? idsOf(found) : await ensurePrice(stripe, order)
  if (known?.priceId !== now.priceId || known.productId !== now.productId) await keep(now)
}

function idsOf({ price, product }: FoundPrice) {
  return { productId: product.id, priceId: price.id }
}

function made(units: readonly Unit[]): Finding {
  const words = units.map(({ planned: { order } }) => `${order.sku} ${formatMoney(order.money)}`)
  const copied = units.filter(({ planned }) => planned.copied).length
  const also = copied === 0 ? '' : `; ${copied} with the default account's amount and currency`
  return { check: CHECK, state: 'made', detail: `${words.join(', ')}${also}`, blocks: false }
}
