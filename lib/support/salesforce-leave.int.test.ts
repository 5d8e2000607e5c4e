import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ACCOUNT, CONTACT, openSalesforceDesk } from '@/e2e/salesforce-desk'
import type { SalesforceDesk } from '@/e2e/salesforce-desk'
import { purchaseIdSchema } from '@/lib/ids'
import type { PurchaseId } from '@/lib/ids'
import { leaveNoteSchema, leaveUnmatched, watchUnmatched } from './salesforce-leave'

let desk: SalesforceDesk
beforeAll(async () => {
  desk = await openSalesforceDesk()
})
afterAll(() => desk.close())

const NOTE = leaveNoteSchema.parse('A test account of ours.')
const leave = (id: PurchaseId) => leaveUnmatched(desk.db, desk.max, id, NOTE)
const watch = (id: PurchaseId) => watchUnmatched(desk.db, desk.max, id)
const left = async (id: PurchaseId) =>
  (
    await desk.rows(
      'SELECT left_by, left_at IS NOT NULL AS at FROM salesforce_record WHERE purchase_id = $1',
      [id],
    )
  )[0]
const MAX = () => `staff:${desk.max.staffId}`

describe('leaving an unmatched purchase as it is', () => {
  it('keeps who said so and why, and can be taken back', async () => {
    const { id } = await desk.recorded()
    expect(await leave(id)).toEqual({ outcome: 'left' })
    expect(await left(id)).toEqual({ left_by: MAX(), at: true })
    expect(await leave(id)).toEqual({ outcome: 'left-already' })
    expect(await watch(id)).toEqual({ outcome: 'watched' })
    expect(await left(id)).toEqual({ left_by: null, at: false })
    expect(await watch(id)).toEqual({ outcome: 'watched-already' })
    expect(await desk.audits(id)).toEqual([
      { actor: MAX(), action: 'salesforce.leave', detail: { note: 'A test account of ours.' } },
      { actor: MAX(), action: 'salesforce.watch', detail: {} },
    ])
  })
  it('said three times at once is said once', async () => {
    const { id } = await desk.recorded()
    const outcomes = (await Promise.all([leave(id), leave(id), leave(id)])).map(({ outcome }) => outcome)
    expect(outcomes.sort()).toEqual(['left', 'left-already', 'left-already'])
    expect(await desk.audits(id)).toHaveLength(1)
  })
  it('is not said of one that is linked, that Salesforce was not told of, or that is not there', async () => {
    const linked = await desk.recorded(
      {},
      `match = 'matched', matched_at = now(), account_id = '${ACCOUNT}', contact_id = '${CONTACT}'`,
    )
    const untold = await desk.bought()
    const nothing = purchaseIdSchema.parse(randomUUID())
    for (const [id, outcome] of [
      [linked.id, 'linked'],
      [untold.id, 'missing'],
      [nothing, 'missing'],
    ] as const) {
      expect(await leave(id)).toEqual({ outcome })
      expect(await watch(id)).toEqual({ outcome })
      expect(await desk.audits(id)).toEqual([])
    }
  })
  it('takes no note that says nothing or holds an address', () => {
    for (const note of ['', 'ok', 'asked lena@example.com'])
      expect(leaveNoteSchema.safeParse(note).success).toBe(false)
  })
})
