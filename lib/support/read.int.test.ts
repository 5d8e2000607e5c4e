import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSupportDesk } from '@/e2e/support-desk'
import type { SupportDesk } from '@/e2e/support-desk'
import { purchaseIdSchema } from '@/lib/ids'
import type { PurchaseId } from '@/lib/ids'
import { findPurchases } from './find'
import { readPurchase } from './read'
import { retryDelivery } from './retry'

let desk: SupportDesk
beforeAll(async () => {
  desk = await openSupportDesk()
})
afterAll(() => desk.close())

const read = (id: PurchaseId) => readPurchase({ db: desk.db, now: new Date() }, desk.max, id)

describe('the timeline of a purchase', () => {
  it('tells all that happened, in order, and how it stands', async () => {
    const { id, session, delivery } = await desk.bought()
    await desk.rows(
      `INSERT INTO stripe_event (id, account, type, object_id, livemode, created_at, state, handled_at)
       VALUES ('evt_' || $1, 'default', 'checkout.session.completed', $1, false, now(), 'handled', now())`,
      [session],
    )
    await desk.db.prisma.$transaction(async (tx) => {
      const { id: transactionId } = await tx.ledgerTransaction.create({
        data: {
          key: `sale:${session}`,
          kind: 'sale',
          account: 'default',
          purchaseId: id,
          occurredAt: new Date(),
        },
      })
      const entry = (book: string, amount: bigint) => ({ transactionId, book, currency: 'USD', amount })
      await tx.ledgerEntry.createMany({ data: [entry('stripe_clearing', 100n), entry('sales', -100n)] })
    })
    await desk.failed(delivery)
    await retryDelivery(desk, desk.max, delivery)
    const result = await read(id)
    if (result.outcome !== 'found') throw new Error(result.outcome)
    const { record } = result
    expect(record.purchase).toMatchObject({
      smid: 'ACME-4821',
      total: 21_667n,
      invoiceNumber: expect.stringMatching(/INV/),
    })
    expect(record.access).toMatchObject({ state: 'active', reason: expect.stringMatching(/^Paid in full/) })
    expect(record.deliveries.get(delivery)).toMatchObject({
      state: 'waiting',
      retry: 'due-already',
      down: false,
    })
    const times = record.happenings.map(({ at }) => at.getTime())
    expect(times).toEqual([...times].sort((a, b) => a - b))
    expect(record.happenings.map(({ kind }) => kind).sort()).toEqual(
      ['access', 'attempt', 'audit', 'ledger', 'owed', 'stripe', 'try'].sort(),
    )
    expect(record.happenings.at(-1)).toMatchObject({
      kind: 'audit',
      actor: 'Max Moreno',
      action: 'delivery.retry',
    })
    expect(
      JSON.stringify(result, (_, value) => (typeof value === 'bigint' ? `${value}` : value)),
    ).not.toMatch(/browserHash|parameters/)
  })
  it('tells of money that went back, with its events, and of the series of what was owed', async () => {
    const { id, delivery } = await desk.bought({ email: 'back@example.com' })
    const refund = await desk.refunded(id, 667)
    await desk.refunded(id, 1_000, 'failed')
    const dispute = await desk.disputed(id, 21_000)
    await desk.rows(
      `INSERT INTO credit_note (id, account, purchase_id, number, currency, amount, tax, state, reading, created_at)
       VALUES ('cn_1', 'default', $1, 'INV1-0001-CN-01', 'USD', 667, 54, 'issued', nextval('reading'), now())`,
      [id],
    )
    for (const [n, [type, object]] of [
      ['refund.created', refund],
      ['charge.dispute.created', dispute],
      ['credit_note.created', 'cn_1'],
      ['refund.created', 're_of_somebody_else'],
    ].entries())
      await desk.rows(
        `INSERT INTO stripe_event (id, account, type, object_id, livemode, created_at, state, handled_at)
         VALUES ('evt_back_' || $1, 'default', $2, $3, false, now(), 'handled', now())`,
        [n, type, object],
      )
    const revoke = await desk.owed(id, 'revoke')
    const result = await read(id)
    if (result.outcome !== 'found') throw new Error(result.outcome)
    const { record } = result
    expect(record.judged.standing).toBe('disputed')
    const usd = (amount: bigint) => ({ amount, currency: 'USD' })
    expect(record.money).toEqual({
      paid: usd(21_667n),
      givenBack: usd(667n),
      disputed: usd(21_000n),
      left: usd(0n),
    })
    const of = (kind: string) => record.happenings.filter((happening) => happening.kind === kind)
    expect(of('stripe').map((event) => 'type' in event && event.type)).toEqual([
      'refund.created',
      'charge.dispute.created',
      'credit_note.created',
    ])
    expect(of('refund')).toMatchObject([
      { id: refund, money: usd(667n), state: 'succeeded' },
      { state: 'failed' },
    ])
    expect(of('dispute')).toMatchObject([{ id: dispute, state: 'open', reason: 'fraudulent' }])
    expect(of('credit-note')).toMatchObject([{ number: 'INV1-0001-CN-01', tax: usd(54n) }])
    expect(of('owed')).toMatchObject([
      { deliveryId: delivery, action: 'unlock', number: 1 },
      { deliveryId: revoke, action: 'revoke', number: 2 },
    ])
    expect([...record.deliveries.keys()]).toEqual([delivery, revoke])
    expect(record.deliveries.get(delivery)).toMatchObject({ state: 'superseded', retry: 'closed' })
  })
  it('names the same person’s other purchases of the unit, and nobody else’s', async () => {
    const first = await desk.bought({ email: 'twice@example.com' })
    const second = await desk.bought({ email: 'twice@example.com' })
    await desk.bought({ email: 'colleague@example.com' })
    const result = await read(second.id)
    expect(result.outcome === 'found' && result.record.others).toMatchObject([
      { id: first.id, standing: 'paid' },
    ])
  })
  it('of an erased person shows the money and no person', async () => {
    const { id, customer } = await desk.bought({ email: 'erase.me@example.com' })
    await desk.rows(
      'UPDATE customer SET smid = NULL, email = NULL, email_key = NULL, erased_at = now() WHERE id = $1',
      [customer],
    )
    const result = await read(id)
    expect(result.outcome === 'found' && result.record.purchase).toMatchObject({
      total: 21_667n,
      customer: { email: undefined, erasedAt: expect.any(Date) },
    })
    expect(await findPurchases(desk.db, desk.max, 'erase.me@example.com')).toEqual({ outcome: 'nothing' })
  })
  it('of nothing is missing', async () => {
    expect(await read(purchaseIdSchema.parse(randomUUID()))).toEqual({ outcome: 'missing' })
  })
})
