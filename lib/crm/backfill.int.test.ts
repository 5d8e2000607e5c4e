import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openCrmPath } from '@/e2e/crm-path'
import type { CrmPath } from '@/e2e/crm-path'
import { backfill } from './backfill'
import type { Progress } from './backfill'
import { drainSyncs } from './drain'
import { oweSyncs } from './owe'

let path: CrmPath
beforeAll(async () => {
  path = await openCrmPath()
  // Sold while Salesforce was switched off: nothing is owed of them.
  for (let n = 0; n < 30; n += 1) await path.sold({ smid: `OLD-${n % 4}` })
})
beforeEach(() => {
  path.org.calls.length = 0
  path.org.trouble = () => undefined
  path.org.refuse = () => undefined
})
afterAll(() => path.close())

const deliveries = (state: string) =>
  path.rows(`SELECT id FROM delivery WHERE destination = 'salesforce' AND state = $1`, [state])

describe('the backfill', () => {
  it('writes every purchase in collections, and says how far it is', async () => {
    const told: Progress[] = []
    const result = await backfill(path.services, (progress) => told.push(progress))
    expect(result).toEqual({ outcome: 'complete', lookedAt: 30, total: 30, written: 30, needsPerson: 0 })
    expect(path.org.purchases.size).toBe(30)
    expect(path.org.calls).toEqual(['seek', 'courses', 'purchases'])
    expect(await deliveries('done')).toHaveLength(30)
    expect(told.at(-1)).toMatchObject({ lookedAt: 30, written: 30 })
  })
  it('finds nothing to do when it is run again', async () => {
    expect(await backfill(path.services)).toMatchObject({ outcome: 'complete', written: 0 })
    expect(path.org.calls).toEqual([])
  })
  it('writes only what has changed since', async () => {
    const [id] = path.org.purchases.keys()
    await path.rows(
      `INSERT INTO refund (id, account, purchase_id, currency, amount, state, reading, created_at)
       VALUES ('re_b1', 'default', $1, 'USD', 100, 'succeeded', 1, now())`,
      [id],
    )
    expect(await backfill(path.services)).toMatchObject({ written: 1 })
    expect(path.org.purchases.get(String(id))).toMatchObject({ status: 'Refunded' })
  })
  it('stopped by Salesforce, loses nothing: the rest goes out later', async () => {
    for (let n = 0; n < 5; n += 1) await path.sold({ smid: `LATE-${n}` })
    path.org.trouble = (call) =>
      call === 'purchases' ? { outcome: 'pause', detail: 'limit', pauseMs: 60_000 } : undefined
    expect(await backfill(path.services)).toMatchObject({ outcome: 'stopped', detail: 'limit', written: 0 })
    expect(await backfill(path.services)).toMatchObject({ outcome: 'stopped', detail: 'limit', lookedAt: 0 })
    path.org.trouble = () => undefined
    await path.rows(`UPDATE circuit SET probe_at = now()`)
    expect(await backfill(path.services)).toMatchObject({ outcome: 'complete', written: 5 })
    expect(await deliveries('waiting')).toEqual([])
    expect(path.org.purchases.size).toBe(35)
  })
  it('broken off between, is taken up by the worker: what it held is written once its claim has run out', async () => {
    const { id } = await path.sold()
    path.org.before = () => Promise.reject(new Error('killed'))
    await expect(backfill(path.services)).rejects.toThrow('killed')
    path.org.before = () => Promise.resolve()
    await drainSyncs(path.services)
    expect(path.org.purchases.has(id)).toBe(true)
  })
  it('leaves what needs a person to them, and counts it', async () => {
    const { id } = await path.sold()
    path.org.refuse = ({ purchaseId }) =>
      purchaseId === id ? { outcome: 'needs-person', detail: 'FIELD_CUSTOM_VALIDATION_EXCEPTION' } : undefined
    expect(await backfill(path.services)).toMatchObject({ needsPerson: 1, written: 0 })
    expect(await backfill(path.services)).toMatchObject({ needsPerson: 0, written: 0 })
    expect(await deliveries('needs-person')).toHaveLength(1)
  })
  it('and a change at the same moment never write one purchase twice at once', async () => {
    const sold = await Promise.all(Array.from({ length: 12 }, () => path.sold()))
    const busy = new Set<string>()
    let clashes = 0
    const write = path.services.salesforce.writePurchases
    const salesforce: typeof path.services.salesforce = {
      ...path.services.salesforce,
      writePurchases: async (records) => {
        for (const { purchaseId } of records) {
          if (busy.has(purchaseId)) clashes += 1
          busy.add(purchaseId)
        }
        const answer = await write(records)
        for (const { purchaseId } of records) busy.delete(purchaseId)
        return answer
      },
    }
    const services = { ...path.services, salesforce }
    const ids = sold.map(({ id }) => id)
    await Promise.all([
      backfill(services),
      ...ids.map((id) => path.db.prisma.$transaction((tx) => oweSyncs(tx, [id]))),
      drainSyncs(services),
      backfill(services),
    ])
    await drainSyncs(services)
    expect(clashes).toBe(0)
    for (const id of ids) expect(path.org.purchases.has(id)).toBe(true)
    expect(await deliveries('waiting')).toEqual([])
  })
})
