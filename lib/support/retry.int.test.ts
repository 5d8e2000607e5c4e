import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSupportDesk } from '@/e2e/support-desk'
import type { SupportDesk } from '@/e2e/support-desk'
import { deliveryIdSchema } from '@/lib/ids'
import type { DeliveryId } from '@/lib/ids'
import { readPurchase } from './read'
import { retryDelivery } from './retry'

let desk: SupportDesk
beforeAll(async () => {
  desk = await openSupportDesk()
})
afterAll(() => desk.close())

describe('a retry by hand', () => {
  const again = (id: DeliveryId) => retryDelivery(desk, desk.max, id)
  const job = (id: DeliveryId) =>
    desk.rows("SELECT 1 FROM pgboss.job WHERE name = 'delivery' AND data->>'deliveryId' = $1", [id])

  it.each(['needs-person', 'waiting'] as const)(
    'of one that is %s is due now, with days to go',
    async (state) => {
      const { id, delivery } = await desk.bought()
      await desk.failed(delivery, state)
      desk.woken.length = 0
      expect(await again(delivery)).toEqual({ outcome: 'retrying', purchaseId: id })
      const [row] = await desk.rows(
        "SELECT state, due_at <= now() AS due, deadline > now() + interval '71 hours' AS fresh, attempts FROM delivery WHERE id = $1",
        [delivery],
      )
      expect(row).toEqual({ state: 'waiting', due: true, fresh: true, attempts: 1 })
      expect(await job(delivery)).toHaveLength(1)
      expect(desk.woken).toEqual(['delivery'])
      expect(await desk.audits(delivery)).toEqual([
        { actor: `staff:${desk.max.staffId}`, action: 'delivery.retry', detail: { from: state } },
      ])
    },
  )
  it('clicked three times at once happens once', async () => {
    const { delivery } = await desk.bought()
    await desk.failed(delivery)
    const clicks = await desk.threeTimesAtOnce('delivery', delivery, () => again(delivery))
    const outcomes = clicks.map(({ outcome }) => outcome).sort()
    expect(outcomes).toEqual(['due-already', 'due-already', 'retrying'])
    expect(await job(delivery)).toHaveLength(1)
    expect(await desk.audits(delivery)).toHaveLength(1)
  })
  it('leaves alone what is done, or what a worker has at this moment', async () => {
    const { id, delivery } = await desk.bought()
    await desk.rows("UPDATE delivery SET claimed_until = now() + interval '1 minute' WHERE id = $1", [
      delivery,
    ])
    expect(await again(delivery)).toEqual({ outcome: 'running', purchaseId: id })
    await desk.rows(
      "UPDATE delivery SET state = 'done', done_at = now(), claimed_until = NULL WHERE id = $1",
      [delivery],
    )
    expect(await again(delivery)).toEqual({ outcome: 'done', purchaseId: id })
    expect(await again(deliveryIdSchema.parse(randomUUID()))).toEqual({ outcome: 'missing' })
    expect(await desk.audits(delivery)).toEqual([])
  })
  it('for a person erased meanwhile is not made', async () => {
    const { id, delivery, customer } = await desk.bought()
    await desk.failed(delivery)
    const nobody = 'smid = NULL, email = NULL, email_key = NULL, erased_at = now()'
    await desk.rows(`UPDATE customer SET ${nobody} WHERE id = $1`, [customer])
    expect(await again(delivery)).toEqual({ outcome: 'erased', purchaseId: id })
    expect(await desk.audits(delivery)).toEqual([])
    const read = await readPurchase({ db: desk.db, now: new Date() }, desk.max, id)
    expect(read.outcome === 'found' && read.record.deliveries.get(delivery)?.retry).toBe('erased')
  })
})
