import { describe, expect, it } from 'vitest'
import { deliveryIdSchema } from '@/lib/ids'
import type { DeliveryStanding, PurchaseRecord } from '@/lib/support/read'
import { explain } from './explain'

const id = deliveryIdSchema.parse('0199f000-0000-7000-8000-000000000001')
const at = new Date('2026-11-21T14:02:06Z')
const unlock = (more: Partial<DeliveryStanding> = {}): DeliveryStanding => ({
  id,
  destination: 'flockjay',
  action: 'unlock',
  state: 'waiting',
  attempts: 2,
  dueAt: at,
  deadline: at,
  createdAt: at,
  doneAt: undefined,
  retry: 'may',
  down: false,
  ...more,
})
type Access = PurchaseRecord['access']
const granted: Access = { state: 'active', reason: 'Paid in full by purchase RU-7F3K-91QD.', decidedAt: at }
const said = (access: Access, delivery: DeliveryStanding | undefined, erasedAt?: Date) => {
  const purchase = { customer: { erasedAt } } as PurchaseRecord['purchase']
  const deliveries = new Map(delivery === undefined ? [] : [[delivery.id, delivery]])
  const { answer, because } = explain({ purchase, access, deliveries, others: [], happenings: [] })
  return [answer, ...because].join(' ')
}

describe('can the learner open the course', () => {
  it.each<[string, Access, DeliveryStanding | undefined, string]>([
    [
      'delivered',
      granted,
      unlock({ state: 'done' }),
      'Can open the course. Paid in full by purchase RU-7F3K-91QD.',
    ],
    [
      'by another purchase',
      granted,
      undefined,
      'Can open the course. Paid in full by purchase RU-7F3K-91QD.',
    ],
    [
      'given up',
      granted,
      unlock({ state: 'needs-person', attempts: 1 }),
      'May open the course, but it is not open yet. Paid in full by purchase RU-7F3K-91QD. Flockjay was asked to unlock once and nobody tries any more: repair the cause, then choose “Retry now”.',
    ],
    [
      'retried',
      granted,
      unlock(),
      'May open the course, but it is not open yet. Paid in full by purchase RU-7F3K-91QD. Flockjay was asked to unlock 2 times; the next try is at 14:02:06 UTC.',
    ],
    [
      'while Flockjay is down',
      granted,
      unlock({ down: true }),
      'May open the course, but it is not open yet. Paid in full by purchase RU-7F3K-91QD. Flockjay is not answering; the unlock goes out by itself as soon as it does.',
    ],
    [
      'about to be delivered',
      granted,
      unlock({ attempts: 0 }),
      'May open the course, but it is not open yet. Paid in full by purchase RU-7F3K-91QD. The unlock at Flockjay is about to be tried.',
    ],
    [
      'while the payment is on its way',
      { ...granted, state: 'pending', reason: 'The payment is still on its way.' },
      undefined,
      'Cannot open the course yet. The payment is still on its way.',
    ],
    [
      'revoked',
      { ...granted, state: 'revoked', reason: 'Refunded in full.' },
      undefined,
      'Cannot open the course. Refunded in full.',
    ],
    [
      'never decided',
      undefined,
      undefined,
      'Cannot open the course. No payment of this person for this course has been booked.',
    ],
  ])('%s', (_, access, delivery, words) => {
    expect(said(access, delivery)).toBe(words)
  })
  it('an erased person is said to be so', () => {
    expect(said(granted, unlock({ state: 'needs-person', retry: 'erased' }), at)).toBe(
      'May open the course, but it is not open yet. Paid in full by purchase RU-7F3K-91QD. The unlock at Flockjay was not done and is not tried again. The person was erased on 2026-11-21; the money stays in the books.',
    )
  })
})
