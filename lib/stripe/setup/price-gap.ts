import type Stripe from 'stripe'
import type { PlannedPrice } from './account-plan'
import { isPriceOf, productWords } from '../prices'

/** What is not as it must be about one price, and whether selling goes wrong for it. */
export type PriceGap = { readonly says: string; readonly blocks: boolean }

/** A price at Stripe together with its product. */
export type FoundPrice = { readonly price: Stripe.Price; readonly product: Stripe.Product }

/** Holds what Stripe has against our row. Pure; empty when all is as it must be. */
export function priceGaps(planned: PlannedPrice, found: FoundPrice | undefined): PriceGap[] {
  const row = planned.copied
    ? [{ says: "no price of this account yet (it gets the default account's amount)", blocks: true }]
    : []
  if (found === undefined) return [...row, { says: 'not at Stripe', blocks: true }]
  if (!isPriceOf(planned.order, found.price))
    return [...row, { says: 'another amount, currency or tax behaviour at Stripe', blocks: true }]
  return [...row, ...productGaps(planned, found.product), ...(planned.copied ? [] : idGaps(planned, found))]
}

function productGaps({ order }: PlannedPrice, product: Stripe.Product): PriceGap[] {
  const words = productWords(order)
  const code = typeof product.tax_code === 'string' ? product.tax_code : product.tax_code?.id
  const sameWords = product.name === words.name && product.description?.trim() === words.description.trim()
  return [
    ...(product.active ? [] : [{ says: 'the product is archived', blocks: true }]),
    ...(code === words.tax_code ? [] : [{ says: 'another tax code at Stripe', blocks: true }]),
    ...(sameWords ? [] : [{ says: 'other words on the invoice than on our page', blocks: false }]),
  ]
}

function idGaps({ known }: PlannedPrice, { price, product }: FoundPrice): PriceGap[] {
  const same = known?.priceId === price.id && known.productId === product.id
  return same ? [] : [{ says: 'our row names another price of Stripe, or none', blocks: true }]
}
