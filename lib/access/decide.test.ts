import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evidenceSchema } from './evidence'
import type { Evidence } from './evidence'
import { decideAccess } from './decide'

const TOTAL = 21_667n
let serial = 0
/** A purchase as the tables hold it; what is not named is plain and paid. */
function bought(what: Partial<Record<keyof Evidence, unknown>> = {}): Evidence {
  serial += 1
  return evidenceSchema.parse({
    id: `00000000-0000-4000-8000-${String(serial).padStart(12, '0')}`,
    reference: 'RU-7F3K-91QD',
    state: 'paid',
    createdAt: new Date(serial * 1_000),
    currency: 'USD',
    total: TOTAL,
    refunds: [],
    disputes: [],
    ...what,
  })
}
const refund = (amount: bigint, state = 'succeeded') => ({ id: 're_1', amount, state })
const dispute = (state: string) => ({ id: 'dp_1', state })

const arbitrary = fc
  .record({
    id: fc.uuid(),
    state: fc.constantFrom('pending', 'paid', 'failed'),
    createdAt: fc.date({ noInvalidDate: true }),
    total: fc.constantFrom(0n, TOTAL),
    refunds: fc.array(
      fc.record({
        id: fc.constant('re_x'),
        amount: fc.bigInt({ min: 1n, max: TOTAL }),
        state: fc.constantFrom('pending', 'succeeded', 'failed'),
      }),
      { maxLength: 3 },
    ),
    disputes: fc.array(
      fc.record({
        id: fc.constant('dp_x'),
        state: fc.constantFrom('inquiry', 'inquiry-closed', 'open', 'won', 'lost', 'prevented'),
      }),
      { maxLength: 2 },
    ),
  })
  .map((what) => bought(what))

describe('access', () => {
  it.each<[string, Evidence[], string, string]>([
    ['paid', [bought()], 'active', 'Paid in full by purchase RU-7F3K-91QD.'],
    [
      'partly refunded',
      [bought({ refunds: [refund(5_000n)] })],
      'active',
      'Paid by purchase RU-7F3K-91QD; $50.00 of $216.67 was given back (re_1), which keeps access.',
    ],
    [
      'refunded in two parts',
      [bought({ refunds: [refund(5_000n), { ...refund(16_667n, 'pending'), id: 're_2' }] })],
      'revoked',
      'Purchase RU-7F3K-91QD was refunded in full (re_1, re_2).',
    ],
    ['a full refund that failed', [bought({ refunds: [refund(TOTAL, 'failed')] })], 'active', 'Paid in full'],
    ['asked about', [bought({ disputes: [dispute('inquiry')] })], 'active', 'Paid in full'],
    [
      'disputed',
      [bought({ disputes: [dispute('open')] })],
      'suspended',
      "The buyer's bank questions purchase RU-7F3K-91QD (dp_1): access waits until that is settled.",
    ],
    ['dispute won', [bought({ disputes: [dispute('won')] })], 'active', 'its dispute was won (dp_1)'],
    ['dispute lost', [bought({ disputes: [dispute('lost')] })], 'revoked', "The buyer's bank took purchase"],
    [
      'prevented',
      [bought({ disputes: [dispute('prevented')] })],
      'revoked',
      "The buyer's bank took purchase",
    ],
    ['free by a code', [bought({ total: 0n })], 'active', 'Paid in full'],
    ['pending', [bought({ state: 'pending' })], 'pending', 'still on its way'],
    ['failed', [bought({ state: 'failed' })], 'none', 'failed'],
    [
      'refunded, and bought again',
      [bought({ refunds: [refund(TOTAL)] }), bought()],
      'active',
      'Paid in full',
    ],
    [
      'disputed, and bought before',
      [bought(), bought({ disputes: [dispute('open')] })],
      'active',
      'Paid in full',
    ],
    [
      'refunded, and a payment on its way',
      [bought({ refunds: [refund(TOTAL)] }), bought({ state: 'pending' })],
      'pending',
      'still on its way',
    ],
  ])('%s', (_case, purchases, state, reason) => {
    expect(decideAccess(purchases)).toMatchObject({ state, reason: expect.stringContaining(reason) })
  })
  it('does not depend on the order purchases are told in', () => {
    fc.assert(
      fc.property(fc.uniqueArray(arbitrary, { minLength: 1, selector: ({ id }) => id }), (purchases) => {
        const shuffled = [...purchases].sort((a, b) => b.id.localeCompare(a.id))
        expect(decideAccess(shuffled)).toEqual(decideAccess(purchases))
      }),
    )
  })
  it('a further paid purchase always opens, whatever became of the others', () => {
    fc.assert(
      fc.property(fc.array(arbitrary), (purchases) => {
        expect(decideAccess([...purchases, bought()]).state).toBe('active')
      }),
    )
  })
  it('cannot be decided from nothing', () => {
    expect(() => decideAccess([])).toThrow(/purchases/)
  })
})
