import { describe, expect, it } from 'vitest'
import type { MyPurchase } from '@/lib/checkout/my-courses'
import { referenceSchema } from '@/lib/ids'
import { currency } from '@/lib/money'
import { purchaseWords } from './purchase-words'

const at = new Date('2026-11-21T10:00:00Z')
const givenBack = {
  amount: { amount: 700n, currency: currency('USD') },
  at,
  onItsWay: false,
  creditNotes: [],
}
const of = (more: Partial<MyPurchase>) =>
  purchaseWords({ state: 'open', slug: 'locks', keptBy: undefined, buyAgain: false, ...more } as MyPurchase)
const keptBy = referenceSchema.parse('RU-7F3K-91QD')
const GONE = ['suspended', 'refunded', 'taken-back'] as const

describe('the words of a purchase', () => {
  it.each(GONE)('%s, but kept by another: never says that the course is closed', (state) => {
    const { text, step } = of({ state, keptBy })
    expect(text).toContain('You keep the course by purchase RU-7F3K-91QD.')
    expect(text).not.toMatch(/closed|no longer/)
    expect(step).toBeUndefined()
  })
  it('offers to buy again only where that is possible', () => {
    for (const state of ['refunded', 'taken-back', 'payment-failed'] as const) {
      expect(of({ state, buyAgain: true }).step).toEqual({
        href: '/university/courses/locks',
        label: 'Buy it again',
      })
      expect(of({ state }).step).toBeUndefined()
    }
    expect(of({ state: 'suspended' }).step?.label).toBe('Ask for help')
  })
  it('says that a partial refund keeps the course', () => {
    expect(of({ givenBack }).text).toBe('Part of the price was given back. The course stays open.')
    expect(of({}).text).toBeUndefined()
  })
})
