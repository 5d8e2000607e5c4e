import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ACCOUNT, CONTACT, openSalesforceDesk } from '@/e2e/salesforce-desk'
import type { SalesforceDesk } from '@/e2e/salesforce-desk'
import type { PurchaseId } from '@/lib/ids'
import { readPurchase } from './read'
import { chooseContact } from './salesforce-choose'

let desk: SalesforceDesk
beforeAll(async () => {
  desk = await openSalesforceDesk()
})
afterAll(() => desk.close())

const read = async (id: PurchaseId) => {
  const result = await readPurchase({ db: desk.db, now: new Date() }, desk.max, id)
  if (result.outcome !== 'found') throw new Error(result.outcome)
  return result.record
}
const standing = async (id: PurchaseId) => (await read(id)).salesforce
const on = (enabled: boolean) =>
  desk.rows("UPDATE circuit SET enabled = $1 WHERE destination = 'salesforce'", [enabled])
const DIGEST = 'ab'.repeat(32)

describe('how a purchase stands in Salesforce', () => {
  it('is that it was never told of, where it was sold before', async () => {
    expect(await standing((await desk.bought()).id)).toEqual({ told: false })
  })
  it('is when it was written, and whom it hangs on', async () => {
    const { id } = await desk.recorded(
      {},
      `owed_digest = '${DIGEST}', reason = 'no-account', pending_since = now() - interval '40 hours'`,
    )
    expect(await standing(id)).toMatchObject({
      told: true,
      on: true,
      sentAt: undefined,
      match: 'pending',
      reason: 'no-account',
      overdue: true,
      chosenBy: undefined,
    })
    await desk.rows(
      'UPDATE salesforce_record SET sent_digest = owed_digest, sent_at = now() WHERE purchase_id = $1',
      [id],
    )
    expect(await standing(id)).toMatchObject({ sentAt: expect.any(Date) })
    await chooseContact(desk, desk.max, { purchaseId: id, contactId: CONTACT })
    expect(await standing(id)).toMatchObject({
      match: 'matched',
      accountId: ACCOUNT,
      contactId: CONTACT,
      chosenBy: 'Max Moreno',
      overdue: false,
    })
  })
  it('is not shown while Salesforce is off, unless it was written there before', async () => {
    const [untold, owed] = [await desk.bought(), await desk.recorded()]
    const written = await desk.recorded({}, `sent_digest = '${DIGEST}', sent_at = now()`)
    await on(false)
    expect(await standing(untold.id)).toBeUndefined()
    expect(await standing(owed.id)).toBeUndefined()
    expect(await standing(written.id)).toMatchObject({ told: true, on: false })
    await on(true)
  })
  it('is told in few lines, however often it was written', async () => {
    const { id } = await desk.recorded()
    for (let n = 0; n < 3; n += 1) await desk.synced(id, 'superseded')
    await desk.synced(id, 'superseded', 12)
    const last = await desk.synced(id, 'waiting')
    const lines = (await read(id)).happenings.filter(({ kind }) => kind === 'sync')
    expect(lines).toMatchObject([
      { step: 'owed', deliveryId: last },
      { step: 'tried', first: 1, last: 12, detail: 'UNABLE_TO_LOCK_ROW' },
    ])
  })
})
