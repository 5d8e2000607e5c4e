import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openCrmPath } from '@/e2e/crm-path'
import type { CrmPath } from '@/e2e/crm-path'
import { releaseEndedClaims } from '@/lib/deliveries/release-claims'
import { sweep } from '@/lib/deliveries/sweep'
import type { SalesforceTrouble } from '@/lib/salesforce/port'
import { drainSyncs } from './drain'

let path: CrmPath
beforeAll(async () => {
  path = await openCrmPath()
})
afterEach(() => path.calm())
afterAll(() => path.close())

const owe: CrmPath['owe'] = (...ids) => path.owe(...ids)
const series: CrmPath['series'] = (id) => path.series(id)
const due: CrmPath['due'] = () => path.due()
const jobs: CrmPath['jobs'] = (key) => path.jobs(key)
const drain = () => drainSyncs(path.services)

describe('Salesforce in trouble', () => {
  const down: SalesforceTrouble = { outcome: 'retry', detail: 'SERVER_UNAVAILABLE' }
  const circuit = async () =>
    (await path.rows(`SELECT state, detail FROM circuit WHERE destination = 'salesforce'`))[0]

  it('is left alone after five failures; its backlog goes out when it is back, the oldest first', async () => {
    const sold = []
    for (let n = 0; n < 6; n += 1) sold.push(await path.sold({ smid: `DOWN-${n}` }))
    path.org.trouble = () => down
    for (const { id } of sold) {
      await owe(id)
      await drain()
    }
    const tried = path.org.calls.length
    expect(await circuit()).toMatchObject({ state: 'open' })
    await due()
    await drain()
    expect(path.org.calls).toHaveLength(tried)
    expect(await jobs('drain@%')).not.toEqual([])
    path.org.trouble = () => undefined
    const order: string[] = []
    const port = {
      ...path.services.salesforce,
      writePurchases: (records: readonly { readonly purchaseId: string }[] & readonly never[]) => {
        order.push(...records.map(({ purchaseId }) => purchaseId))
        return path.services.salesforce.writePurchases(records)
      },
    }
    await path.rows(`UPDATE circuit SET probe_at = now() WHERE destination = 'salesforce'`)
    await path.rows(`UPDATE delivery SET due_at = now() + interval '1 hour' WHERE state = 'waiting'`)
    await drainSyncs({ ...path.services, salesforce: port })
    expect(order).toEqual(sold.map(({ id }) => id))
    expect(await circuit()).toMatchObject({ state: 'closed' })
  })
  it('back again, takes up at once all that would be tried later', async () => {
    const sold = await Promise.all(Array.from({ length: 210 }, () => path.sold()))
    await owe(...sold.map(({ id }) => id))
    await path.rows(`UPDATE delivery SET due_at = now() + interval '1 hour' WHERE state = 'waiting'`)
    await drain()
    expect(path.org.calls).toEqual([])
    await path.rows(
      `UPDATE circuit SET state = 'open', failures = 5, opened_at = now(), probe_at = now() WHERE destination = 'salesforce'`,
    )
    await drain()
    expect(await path.rows(`SELECT 1 FROM delivery WHERE state = 'waiting'`)).toEqual([])
  })
  it('pauses everything when the calls of the day are used up, without counting a try', async () => {
    const { id } = await path.sold()
    path.org.trouble = () => ({ outcome: 'pause', detail: 'REQUEST_LIMIT_EXCEEDED', pauseMs: 60_000 })
    await owe(id)
    await drain()
    expect(await circuit()).toEqual({ state: 'open', detail: 'REQUEST_LIMIT_EXCEEDED' })
    expect(await series(id)).toMatchObject([
      { state: 'waiting', attempts: 0, detail: 'REQUEST_LIMIT_EXCEEDED' },
    ])
    path.org.trouble = () => undefined
    await drain()
    expect(path.org.purchases.has(id)).toBe(false)
    await path.rows(`UPDATE circuit SET probe_at = now() WHERE destination = 'salesforce'`)
    await drain()
    expect(await series(id)).toMatchObject([{ state: 'done', attempts: 1 }])
    expect(await circuit()).toEqual({ state: 'closed', detail: null })
  })
  it('is spared the last tenth of the calls of a day', async () => {
    const { id } = await path.sold()
    path.org.budget = { used: 90_000, allowed: 100_000 }
    await owe(id)
    await drain()
    expect(await series(id)).toMatchObject([{ state: 'done' }])
    expect(await circuit()).toMatchObject({
      state: 'open',
      detail: expect.stringContaining('90000 of 100000'),
    })
  })
})

describe('carrying out', () => {
  it('takes 200 at a time, and never two calls of one account at once', async () => {
    const sold = await Promise.all(
      Array.from({ length: 230 }, (_, n) => path.sold({ smid: `MANY-${n % 3}` })),
    )
    let running = 0
    let most = 0
    path.org.before = async (call) => {
      if (call !== 'purchases') return
      running += 1
      most = Math.max(most, running)
      await new Promise(setImmediate)
      running -= 1
    }
    await owe(...sold.map(({ id }) => id))
    await Promise.all([drain(), drain(), drain()])
    await drain()
    expect(most).toBe(1)
    expect(path.org.calls.filter((call) => call === 'purchases')).toHaveLength(2)
    expect(await path.rows(`SELECT 1 FROM delivery WHERE state = 'waiting'`)).toEqual([])
    const [late] = await path.rows(
      `WITH owed AS (SELECT done_at, row_number() OVER (ORDER BY id) AS place FROM delivery WHERE purchase_id = ANY ($1))
       SELECT count(*)::int AS count FROM owed one JOIN owed other ON other.place > 200 AND one.place <= 200 AND one.done_at > other.done_at`,
      [sold.map(({ id }) => id)],
    )
    expect(late).toEqual({ count: 0 })
  })
  it('killed in the middle, is taken up by another worker', async () => {
    const { id } = await path.sold()
    const [worker] = await path.rows<{ id: string }>('INSERT INTO worker_process DEFAULT VALUES RETURNING id')
    await owe(id)
    await path.rows(
      `UPDATE delivery SET claimed_by = $2, claimed_until = now() + interval '4 minutes', attempts = 1 WHERE purchase_id = $1`,
      [id, worker?.id],
    )
    await drain()
    expect(path.org.purchases.has(id)).toBe(false)
    await path.rows(`UPDATE worker_process SET ended_at = now(), ending = 'died' WHERE id = $1`, [worker?.id])
    await path.db.prisma.$transaction(releaseEndedClaims)
    expect(await jobs('%@released %')).toHaveLength(1)
    await drain()
    expect(await series(id)).toMatchObject([{ state: 'done', attempts: 2 }])
  })
  it('whose job is lost gets a new one from the sweep', async () => {
    const { id } = await path.sold()
    await owe(id)
    await path.rows(`DELETE FROM pgboss.job WHERE name = 'salesforce'`)
    await due()
    await sweep(path.services)
    expect(await jobs('sweep')).toHaveLength(1)
  })
  it('gives its claims up when it breaks off by a fault of ours', async () => {
    const { id } = await path.sold()
    await owe(id)
    path.org.before = () => Promise.reject(new Error('a fault of ours'))
    await expect(drain()).rejects.toThrow('a fault of ours')
    expect(await series(id)).toMatchObject([{ state: 'waiting', attempts: 0 }])
    path.org.before = () => Promise.resolve()
    await drain()
    expect(await series(id)).toMatchObject([{ state: 'done' }])
  })
})
