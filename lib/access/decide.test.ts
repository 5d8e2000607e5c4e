import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { purchaseIdSchema, referenceSchema } from '@/lib/ids'
import { decideAccess } from './decide'
import type { Evidence } from './decide'

const purchase = fc.record({
  id: fc.uuid().map((id) => purchaseIdSchema.parse(id)),
  reference: fc.constantFrom('RU-7F3K-91QD', 'RU-0000-AAAA').map((text) => referenceSchema.parse(text)),
  state: fc.constantFrom('pending', 'paid', 'failed'),
  createdAt: fc.date({ noInvalidDate: true }),
}) satisfies fc.Arbitrary<Evidence>

describe('access', () => {
  it('does not depend on the order purchases are told in', () => {
    fc.assert(
      fc.property(fc.uniqueArray(purchase, { minLength: 1, selector: ({ id }) => id }), (purchases) => {
        const shuffled = [...purchases].sort((a, b) => b.id.localeCompare(a.id))
        expect(decideAccess(shuffled)).toEqual(decideAccess(purchases))
      }),
    )
  })
  it('is open with any paid purchase, whatever became of the others', () => {
    fc.assert(
      fc.property(fc.array(purchase, { minLength: 1 }), (purchases) => {
        const paid = purchases.some(({ state }) => state === 'paid')
        expect(decideAccess(purchases).state === 'active').toBe(paid)
      }),
    )
  })
  it('cannot be decided from nothing', () => {
    expect(() => decideAccess([])).toThrow(/purchases/)
  })
})
