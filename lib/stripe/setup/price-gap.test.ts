import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { skuSchema } from '@/lib/ids'
import { currency } from '@/lib/money'
import type { PlannedPrice } from './account-plan'
import { priceGaps } from './price-gap'
import type { FoundPrice } from './price-gap'

const planned: PlannedPrice = {
  order: {
    sku: skuSchema.parse('RU-STREAMS'),
    title: 'Redis Streams',
    description: 'Streams in practice.',
    taxCode: 'txcd_20060058',
    money: { amount: 19900n, currency: currency('usd') },
    pageUrl: 'https://redis.io/university/courses/redis-streams',
  },
  known: { productId: 'prod_1', priceId: 'price_1' },
  copied: false,
  placeholder: false,
  keep: () => Promise.resolve(),
}
function found(price: Partial<Stripe.Price> = {}, product: Partial<Stripe.Product> = {}): FoundPrice {
  const whole = { unit_amount: 19900, currency: 'usd', tax_behavior: 'exclusive', type: 'one_time' }
  const words = { name: 'Redis Streams', description: 'Streams in practice.', tax_code: 'txcd_20060058' }
  return {
    price: { id: 'price_1', ...whole, ...price } as Stripe.Price,
    product: { id: 'prod_1', active: true, ...words, ...product } as Stripe.Product,
  }
}
const blocking = (one: FoundPrice | undefined, plan = planned): string[] =>
  priceGaps(plan, one).flatMap(({ says, blocks }) => (blocks ? [says] : []))

describe('what is amiss about a price', () => {
  it('is nothing when amount, currency, tax and ids agree', () => {
    expect(priceGaps(planned, found())).toEqual([])
  })
  it('is that it is not there', () => {
    expect(blocking(undefined)).toEqual(['not at Stripe'])
  })
  it.each([
    ['another amount', { unit_amount: 19901 }],
    ['another currency', { currency: 'eur' }],
    ['tax included in it', { tax_behavior: 'inclusive' as const }],
    ['no tax behaviour', { tax_behavior: 'unspecified' as const }],
    ['a subscription', { type: 'recurring' as const }],
  ])('is %s', (_, price) => {
    expect(blocking(found(price))).toEqual(['another amount, currency or tax behaviour at Stripe'])
  })
  it('is an archived product or another tax code', () => {
    expect(blocking(found({}, { active: false }))).toEqual(['the product is archived'])
    expect(blocking(found({}, { tax_code: 'txcd_10000000' }))).toEqual(['another tax code at Stripe'])
  })
  it('is other words, which stop nobody from buying', () => {
    expect(priceGaps(planned, found({}, { name: 'Streams' }))).toEqual([
      { says: 'other words on the invoice than on our page', blocks: false },
    ])
  })
  it('is a row that names another price, or none', () => {
    const gap = ['our row names another price of Stripe, or none']
    expect(blocking(found({ id: 'price_2' }))).toEqual(gap)
    expect(blocking(found(), { ...planned, known: undefined })).toEqual(gap)
  })
  it('is the missing row of a further account, said once', () => {
    const row = "no price of this account yet (it gets the default account's amount)"
    const copied = { ...planned, known: undefined, copied: true }
    expect(blocking(found(), copied)).toEqual([row])
    expect(blocking(undefined, copied)).toEqual([row, 'not at Stripe'])
  })
})
