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
  it('names the same person’s other purchases of the unit, and nobody else’s', async () => {
    const first = await desk.bought({ email: 'twice@example.com' })
    const second = await desk.bought({ email: 'twice@example.com' })
    await desk.bought({ email: 'colleague@example.com' })
    const result = await read(second.id)
    expect(result.outcome === 'found' && result.record.others.map(({ id }) => id)).toEqual([first.id])
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
