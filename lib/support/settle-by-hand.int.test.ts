import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSupportDesk } from '@/e2e/support-desk'
import type { SupportDesk } from '@/e2e/support-desk'
import { deliveryIdSchema } from '@/lib/ids'
import type { DeliveryId } from '@/lib/ids'
import { readPurchase } from './read'
import { settleByHand, settleNoteSchema } from './settle-by-hand'

let desk: SupportDesk
beforeAll(async () => {
  desk = await openSupportDesk()
})
afterAll(() => desk.close())

const note = settleNoteSchema.parse('Opened it in their admin pages.')
const settle = (id: DeliveryId) => settleByHand(desk.db, desk.max, id, note)
const rowOf = (id: DeliveryId) =>
  desk.rows('SELECT state, attempts, done_at IS NOT NULL AS ended FROM delivery WHERE id = $1', [id])

describe('marking a delivery as done by hand', () => {
  it('ends it, with a line in its history and an audit, and the timeline tells who and why', async () => {
    const { id, delivery } = await desk.bought()
    await desk.failed(delivery)
    expect(await settle(delivery)).toEqual({ outcome: 'settled', purchaseId: id })
    expect(await rowOf(delivery)).toEqual([{ state: 'done', attempts: 2, ended: true }])
    expect(
      await desk.rows('SELECT number, outcome FROM delivery_attempt WHERE delivery_id = $1 ORDER BY 1', [
        delivery,
      ]),
    ).toEqual([
      { number: 1, outcome: 'needs-person' },
      { number: 2, outcome: 'by-hand' },
    ])
    expect(await desk.audits(delivery)).toEqual([
      { actor: `staff:${desk.max.staffId}`, action: 'delivery.settle', detail: { note } },
    ])
    const read = await readPurchase({ db: desk.db, now: new Date() }, desk.max, id)
    if (read.outcome !== 'found') throw new Error(read.outcome)
    expect(read.record.deliveries.get(delivery)).toMatchObject({ state: 'done', byHand: false })
    expect(read.record.happenings.at(-1)).toMatchObject({
      kind: 'audit',
      actor: 'Max Moreno',
      action: 'delivery.settle',
      note,
    })
  })
  it('clicked three times at once happens once', async () => {
    const { delivery } = await desk.bought()
    await desk.failed(delivery)
    const outcomes = await Promise.all([settle(delivery), settle(delivery), settle(delivery)])
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['done', 'done', 'settled'])
    expect(await desk.audits(delivery)).toHaveLength(1)
  })
  it('leaves alone what is still tried, what another has taken the place of, and what nobody can open', async () => {
    const waiting = await desk.bought()
    expect(await settle(waiting.delivery)).toEqual({ outcome: 'still-tried', purchaseId: waiting.id })
    await desk.failed(waiting.delivery, 'waiting')
    expect(await settle(waiting.delivery)).toMatchObject({ outcome: 'still-tried' })
    const replaced = await desk.bought()
    await desk.failed(replaced.delivery)
    await desk.owed(replaced.id, 'revoke')
    expect(await settle(replaced.delivery)).toMatchObject({ outcome: 'closed' })
    const erased = await desk.bought()
    await desk.failed(erased.delivery)
    const nobody = 'smid = NULL, email = NULL, email_key = NULL, erased_at = now()'
    await desk.rows(`UPDATE customer SET ${nobody} WHERE id = $1`, [erased.customer])
    expect(await settle(erased.delivery)).toMatchObject({ outcome: 'erased' })
    expect(await settle(deliveryIdSchema.parse(randomUUID()))).toEqual({ outcome: 'missing' })
    for (const { delivery } of [waiting, replaced, erased]) {
      expect(await desk.audits(delivery)).toEqual([])
      expect(await rowOf(delivery)).toMatchObject([{ ended: false }])
    }
    // Closing needs nobody's name.
    const revoke = await desk.owed(erased.id, 'revoke', 'needs-person')
    expect(await settle(revoke)).toMatchObject({ outcome: 'settled' })
  })
})
