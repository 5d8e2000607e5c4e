import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { movePurchase, purchaseStateSchema } from './purchase-states'
import type { PurchaseState } from './purchase-states'

const anyState = fc.constantFrom(...purchaseStateSchema.options)
const hear = (from: PurchaseState, news: readonly PurchaseState[]) =>
  news.reduce<PurchaseState>(movePurchase, from)

describe('a purchase', () => {
  it.each<[PurchaseState, PurchaseState, PurchaseState]>([
    ['pending', 'paid', 'paid'],
    ['pending', 'failed', 'failed'],
    ['failed', 'paid', 'paid'],
    ['failed', 'pending', 'failed'],
    ['paid', 'failed', 'paid'],
    ['paid', 'pending', 'paid'],
  ])('that is %s and hears %s is %s', (from, to, state) => {
    expect(movePurchase(from, to)).toBe(state)
  })
  it('ends the same in whatever order the news comes: paid wins, then failed', () => {
    fc.assert(
      fc.property(fc.array(anyState), (news) => {
        const expected = news.includes('paid') ? 'paid' : news.includes('failed') ? 'failed' : 'pending'
        expect(hear('pending', news)).toBe(expected)
      }),
    )
  })
})
