import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openSalesforceDesk } from '@/e2e/salesforce-desk'
import type { SalesforceDesk } from '@/e2e/salesforce-desk'
import { retryDelivery } from './retry'
import { lookAgain } from './salesforce-look'
import { retryAllRecords } from './salesforce-retry-all'
import { settleByHand, settleNoteSchema } from './settle-by-hand'

let desk: SalesforceDesk
beforeAll(async () => {
  desk = await openSalesforceDesk()
})
afterAll(() => desk.close())
beforeEach(async () => {
  desk.woken.length = 0
  await desk.rows("UPDATE delivery SET state = 'superseded' WHERE state <> 'done'")
})

const RETRIED = () => ({
  actor: `staff:${desk.max.staffId}`,
  action: 'delivery.retry',
  detail: { from: 'needs-person' },
})
const delivery = async (id: string) =>
  (
    await desk.rows(
      "SELECT state, due_at <= now() AS due, deadline > now() + interval '13 days' AS fresh FROM delivery WHERE id = $1",
      [id],
    )
  )[0]
const off = (enabled: boolean) =>
  desk.rows("UPDATE circuit SET enabled = $1 WHERE destination = 'salesforce'", [enabled])

describe('a record that Salesforce refused', () => {
  it('is tried again by hand, in its own queue and with days to go, also for an erased person', async () => {
    const { id, customer } = await desk.recorded()
    await desk.erased(customer)
    const sync = await desk.synced(id, 'needs-person', 3)
    expect(await retryDelivery(desk, desk.max, sync)).toEqual({ outcome: 'retrying', purchaseId: id })
    expect(await delivery(sync)).toEqual({ state: 'waiting', due: true, fresh: true })
    expect(desk.woken).toEqual(['salesforce'])
    expect(await desk.jobs('salesforce')).toEqual([{ data: {} }])
    expect(await desk.audits(sync)).toEqual([RETRIED()])
  })
  it('is not marked as done by hand', async () => {
    const { id } = await desk.recorded()
    const sync = await desk.synced(id, 'needs-person', 3)
    const note = settleNoteSchema.parse('Typed it there.')
    expect(await settleByHand(desk.db, desk.max, sync, note)).toEqual({
      outcome: 'not-by-hand',
      purchaseId: id,
    })
    expect(await delivery(sync)).toMatchObject({ state: 'needs-person' })
    expect(await desk.audits(sync)).toEqual([])
  })
})

describe('retrying all of them', () => {
  it('makes each due once, however often it is asked at once, and nothing else', async () => {
    const [one, two, waits] = [await desk.recorded(), await desk.recorded(), await desk.recorded()]
    const refused = [
      await desk.synced(one.id, 'needs-person', 1),
      await desk.synced(two.id, 'needs-person', 2),
    ]
    const waiting = await desk.synced(waits.id, 'waiting', 2)
    const course = await desk.bought()
    await desk.failed(course.delivery)
    const results = await Promise.all([1, 2, 3].map(() => retryAllRecords(desk, desk.max)))
    expect(results.map(({ outcome }) => outcome).sort()).toEqual(['none', 'none', 'retrying'])
    expect(results).toContainEqual({ outcome: 'retrying', records: 2 })
    for (const id of refused) {
      expect(await delivery(id)).toEqual({ state: 'waiting', due: true, fresh: true })
      expect(await desk.audits(id)).toEqual([RETRIED()])
    }
    expect(await delivery(waiting)).toMatchObject({ state: 'waiting', due: false })
    expect(await delivery(course.delivery)).toMatchObject({ state: 'needs-person' })
    expect(await desk.audits(course.delivery)).toEqual([])
    expect(desk.woken).toEqual(['salesforce'])
    expect(
      await desk.rows("SELECT 1 FROM pgboss.job WHERE name = 'salesforce' AND singleton_key = 'retry-all'"),
    ).toHaveLength(1)
  })
  it('is off while Salesforce is', async () => {
    const { id } = await desk.recorded()
    const sync = await desk.synced(id, 'needs-person', 1)
    await off(false)
    expect(await retryAllRecords(desk, desk.max)).toEqual({ outcome: 'off' })
    await off(true)
    expect(await delivery(sync)).toMatchObject({ state: 'needs-person' })
    expect(desk.woken).toEqual([])
  })
})

describe('looking for accounts and contacts again', () => {
  const audits = () => desk.audits('salesforce')
  it('is one job, however often it is asked while that waits, and each who asked is kept', async () => {
    await Promise.all([1, 2, 3].map(() => lookAgain(desk, desk.max)))
    expect(await lookAgain(desk, desk.max)).toEqual({ outcome: 'look-asked' })
    expect(await desk.jobs('salesforce-pass')).toEqual([{ data: { pass: 'match-all' } }])
    expect(desk.woken).toContain('salesforce-pass')
    expect(await audits()).toHaveLength(4)
    expect((await audits())[0]).toMatchObject({
      actor: `staff:${desk.max.staffId}`,
      action: 'salesforce.look',
    })
  })
  it('is off while Salesforce is', async () => {
    const before = (await audits()).length
    await off(false)
    expect(await lookAgain(desk, desk.max)).toEqual({ outcome: 'off' })
    await off(true)
    expect(await audits()).toHaveLength(before)
    expect(desk.woken).toEqual([])
  })
})
