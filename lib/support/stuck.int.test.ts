import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSupportDesk } from '@/e2e/support-desk'
import type { SupportDesk } from '@/e2e/support-desk'
import type { DeliveryId } from '@/lib/ids'
import { listStuck } from './stuck'

let desk: SupportDesk
beforeAll(async () => {
  desk = await openSupportDesk()
})
afterAll(() => desk.close())

describe('deliveries that do not get there', () => {
  it('are listed: first those that wait for a person, then the late ones, the oldest first', async () => {
    await desk.rows("UPDATE delivery SET state = 'done', done_at = now() WHERE state <> 'done'")
    const [late, young, old, needs] = [
      await desk.bought(),
      await desk.bought(),
      await desk.bought(),
      await desk.bought(),
    ]
    await desk.failed(needs.delivery)
    const age = (id: DeliveryId, by: string) =>
      desk.rows('UPDATE delivery SET created_at = now() - $2::interval WHERE id = $1', [id, by])
    await age(late.delivery, '20 minutes')
    await age(old.delivery, '2 days')
    const replaced = await desk.bought()
    await desk.failed(replaced.delivery)
    await desk.owed(replaced.id, 'revoke', 'done')
    const erased = await desk.bought()
    await desk.failed(erased.delivery)
    const nobody = 'smid = NULL, email = NULL, email_key = NULL, erased_at = now()'
    await desk.rows(`UPDATE customer SET ${nobody} WHERE id = $1`, [erased.customer])
    // What is still open for an erased person can be closed all the same.
    const stillOpen = await desk.bought()
    await desk.rows(`UPDATE customer SET ${nobody} WHERE id = $1`, [stillOpen.customer])
    const revoke = await desk.owed(stillOpen.id, 'revoke', 'needs-person')
    // Records in Salesforce have their own list.
    await desk.rows(
      `INSERT INTO delivery (purchase_id, destination, action, state, deadline, created_at)
       VALUES ($1, 'salesforce', 'sync', 'needs-person', now(), now() - interval '3 days')`,
      [late.id],
    )
    const list = await listStuck({ db: desk.db, now: new Date() }, desk.max)
    expect(list).toMatchObject({ needPerson: 2, late: 2 })
    const ids = list.outcome === 'found' ? list.deliveries.map(({ id }) => id) : []
    expect(ids).toEqual([needs.delivery, revoke, old.delivery, late.delivery])
    expect(ids).not.toContain(young.delivery)
    expect(list.outcome === 'found' && list.deliveries.map(({ action }) => action)).toEqual([
      'unlock',
      'revoke',
      'unlock',
      'unlock',
    ])
  })
})
