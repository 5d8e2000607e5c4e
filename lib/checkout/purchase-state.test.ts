import { describe, expect, it } from 'vitest'
import { closedAt, openedAt, purchaseState, standingSchema } from './purchase-state'

const paidAt = new Date('2026-11-21T10:00:00Z')
const after = (seconds: number): Date => new Date(paidAt.getTime() + seconds * 1_000)
type Owed = { action: string; state: string; createdAt: Date; doneAt: Date | null }
const owed = (action: string, state: string, at = paidAt): Owed => ({
  action,
  state,
  createdAt: at,
  doneAt: state === 'done' ? at : null,
})
function purchase(last?: Owed, back: { refund?: [number, string]; dispute?: string; state?: string } = {}) {
  const { refund, dispute, state = 'paid' } = back
  return standingSchema.parse({
    id: '0199f000-0000-7000-8000-000000000001',
    reference: 'RU-7F3K-91QD',
    state,
    createdAt: paidAt,
    paidAt: state === 'paid' ? paidAt : null,
    currency: 'USD',
    total: 1_900n,
    refunds:
      refund === undefined
        ? []
        : [{ id: 're_1', amount: BigInt(refund[0]), currency: 'USD', state: refund[1], createdAt: paidAt }],
    disputes: dispute === undefined ? [] : [{ id: 'du_1', state: dispute }],
    creditNotes: [],
    deliveries: last === undefined ? [] : [last],
  })
}

const UNLOCKED = owed('unlock', 'done')
const REVOKED = owed('revoke', 'done')

describe('what a purchase is to its owner', () => {
  it.each([
    ['unlocked', purchase(UNLOCKED), 'open'],
    ['not yet unlocked', purchase(owed('unlock', 'waiting')), 'unlocking'],
    ['booked, and nothing owed yet', purchase(), 'unlocking'],
    ['refused by Flockjay', purchase(owed('unlock', 'needs-person')), 'stuck'],
    ['partly given back', purchase(UNLOCKED, { refund: [1_899, 'succeeded'] }), 'open'],
    ['given back in full', purchase(REVOKED, { refund: [1_900, 'succeeded'] }), 'refunded'],
    ['given back, on its way', purchase(REVOKED, { refund: [1_900, 'pending'] }), 'refunded'],
    [
      'given back, Flockjay not told yet',
      purchase(owed('revoke', 'waiting'), { refund: [1_900, 'succeeded'] }),
      'refunded',
    ],
    [
      'given back, and kept at Flockjay for another purchase',
      purchase(UNLOCKED, { refund: [1_900, 'succeeded'] }),
      'refunded',
    ],
    ['a refund that failed', purchase(UNLOCKED, { refund: [1_900, 'failed'] }), 'open'],
    [
      'a refund that failed, not yet unlocked again',
      purchase(REVOKED, { refund: [1_900, 'failed'] }),
      'unlocking',
    ],
    ['asked about by the bank', purchase(UNLOCKED, { dispute: 'inquiry' }), 'open'],
    ['disputed', purchase(REVOKED, { dispute: 'open' }), 'suspended'],
    ['disputed, Flockjay not told yet', purchase(UNLOCKED, { dispute: 'open' }), 'suspended'],
    ['dispute won', purchase(UNLOCKED, { dispute: 'won' }), 'open'],
    ['dispute lost', purchase(REVOKED, { dispute: 'lost' }), 'taken-back'],
    ['settled by the bank before a dispute', purchase(REVOKED, { dispute: 'prevented' }), 'taken-back'],
    ['paid slowly', purchase(undefined, { state: 'pending' }), 'payment-pending'],
    ['failed', purchase(undefined, { state: 'failed' }), 'payment-failed'],
  ])('%s', (_, row, expected) => {
    expect(purchaseState(row, after(1))).toBe(expected)
  })
  it('is late after two minutes; one that was restored waits since then', () => {
    const first = purchase(owed('unlock', 'waiting'))
    expect(purchaseState(first, after(120))).toBe('unlocking')
    expect(purchaseState(first, after(121))).toBe('delayed')
    const again = purchase(owed('unlock', 'waiting', after(9_000)), { dispute: 'won' })
    expect(purchaseState(again, after(9_001))).toBe('unlocking')
    expect(purchaseState(again, after(9_121))).toBe('delayed')
  })
  it('was opened by its last unlock, not by what was taken away since', () => {
    expect(openedAt(purchase(owed('unlock', 'done', after(3))))).toEqual(after(3))
    expect(openedAt(purchase(owed('revoke', 'done', after(9))))).toBeUndefined()
    expect(openedAt(purchase(owed('unlock', 'waiting')))).toBeUndefined()
    expect(closedAt(purchase(owed('revoke', 'waiting', after(9))))).toEqual(after(9))
    expect(closedAt(purchase(UNLOCKED))).toBeUndefined()
  })
})
