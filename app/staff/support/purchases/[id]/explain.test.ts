import { describe, expect, it } from 'vitest'
import { deliveryIdSchema, purchaseIdSchema } from '@/lib/ids'
import type { DeliveryStanding, PurchaseRecord } from '@/lib/support/read'
import { explain } from './explain'

const id = deliveryIdSchema.parse('0199f000-0000-7000-8000-000000000001')
const [own, other] = [1, 2].map((n) => purchaseIdSchema.parse(`0199f000-0000-7000-8000-00000000001${n}`))
const at = new Date('2026-11-21T14:02:06Z')
const unlock = (more: Partial<DeliveryStanding> = {}): DeliveryStanding => ({
  id,
  destination: 'flockjay',
  action: 'unlock',
  number: 1,
  state: 'waiting',
  attempts: 2,
  lastDetail: undefined,
  dueAt: at,
  deadline: at,
  createdAt: at,
  doneAt: undefined,
  retry: 'may',
  byHand: false,
  down: false,
  ...more,
})
type Access = PurchaseRecord['access']
const granted = {
  state: 'active',
  reason: 'Paid in full by purchase RU-7F3K-91QD.',
  purchaseId: own!,
  decidedAt: at,
} satisfies Access
const judged = { standing: 'refunded', reason: 'Purchase RU-0000-0001 was refunded in full (re_1).' } as const
const said = (access: Access, deliveries: readonly DeliveryStanding[], erasedAt?: Date) => {
  const purchase = { id: own, customer: { erasedAt } } as PurchaseRecord['purchase']
  const { answer, because } = explain({
    purchase,
    access,
    judged,
    deliveries: new Map(deliveries.map((delivery) => [delivery.id, delivery])),
  })
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
      'May open the course, but it is not open yet. Paid in full by purchase RU-7F3K-91QD. Flockjay was asked to unlock once and nobody tries any more: repair the cause and choose “Retry now”, or do it there and mark it as done by hand.',
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
      unlock({ action: 'revoke', state: 'done' }),
      'Cannot open the course. Refunded in full.',
    ],
    [
      'revoked, and Flockjay refuses to close it',
      { ...granted, state: 'revoked', reason: 'Refunded in full.' },
      unlock({ action: 'revoke', state: 'needs-person', attempts: 1 }),
      'May no longer open the course, but it is not closed yet. Refunded in full. Flockjay was asked to revoke once and nobody tries any more: repair the cause and choose “Retry now”, or do it there and mark it as done by hand.',
    ],
    [
      'on hold',
      { ...granted, state: 'suspended', reason: 'The bank questions it.' },
      unlock({ action: 'revoke', state: 'done' }),
      'Cannot open the course for now. The bank questions it.',
    ],
    [
      'refunded, while another purchase keeps it',
      { ...granted, purchaseId: other! },
      unlock({ state: 'done' }),
      'Can open the course. Paid in full by purchase RU-7F3K-91QD. Purchase RU-0000-0001 was refunded in full (re_1).',
    ],
    [
      'never decided',
      undefined,
      undefined,
      'Cannot open the course. No payment of this person for this course has been booked.',
    ],
  ])('%s', (_, access, delivery, words) => {
    expect(said(access, delivery === undefined ? [] : [delivery])).toBe(words)
  })
  it('only the last of what is owed counts', () => {
    const [first, second] = ['1', '2'].map((n) =>
      deliveryIdSchema.parse(`0199f000-0000-7000-8000-00000000000${n}`),
    )
    const replaced = unlock({ id: first!, state: 'superseded' })
    const revoked = unlock({ id: second!, number: 2, action: 'revoke', state: 'done' })
    const access = { ...granted, state: 'revoked', reason: 'Refunded in full.' }
    expect(said(access, [replaced, revoked])).toBe('Cannot open the course. Refunded in full.')
  })
  it('an erased person is said to be so', () => {
    expect(said(granted, [unlock({ state: 'needs-person', retry: 'erased' })], at)).toBe(
      'May open the course, but it is not open yet. Paid in full by purchase RU-7F3K-91QD. The unlock at Flockjay was not done and is not tried again. The person was erased on 2026-11-21; the money stays in the books.',
    )
  })
})
