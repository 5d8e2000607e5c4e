import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openCrmPath } from '@/e2e/crm-path'
import type { CrmPath } from '@/e2e/crm-path'
import { drainSyncs } from './drain'
import { matchLate } from './match-pass'

let path: CrmPath
beforeAll(async () => {
  path = await openCrmPath()
})
afterEach(() => path.calm())
afterAll(() => path.close())

/** A clock that says these times one after the other, in seconds, and then the last for ever. */
function clockOf(...seconds: number[]) {
  let told = 0
  return { now: () => new Date(1_000 * (seconds[Math.min(told++, seconds.length - 1)] ?? 0)) }
}
const held = () => path.rows('SELECT 1 FROM delivery WHERE claimed_until IS NOT NULL')

describe('a batch that cannot be carried out as it should', () => {
  it('begins no call so late that its claim might run out: all is given back, and no try is counted', async () => {
    const { id } = await path.sold()
    await path.owe(id)
    // The end of the turn is asked for twice, then when carrying out begins; people and units took minutes.
    await drainSyncs({ ...path.services, clock: clockOf(0, 0, 0, 200) })
    expect(path.org.calls).toEqual(['seek', 'courses'])
    expect(await path.series(id)).toMatchObject([{ state: 'waiting', attempts: 0 }])
    expect(await held()).toEqual([])
    await drainSyncs(path.services)
    expect(await path.series(id)).toMatchObject([{ state: 'done', attempts: 1 }])
  })
  it('lets another job go on after a minute', async () => {
    const { id } = await path.sold()
    await path.owe(id)
    await drainSyncs({ ...path.services, clock: clockOf(0, 0, 0, 0, 0, 0, 61) })
    expect(await path.series(id)).toMatchObject([{ state: 'done' }])
    expect(await path.jobs('drain@61000')).toHaveLength(1)
  })
  it('goes out without links where people cannot be looked for, and is looked for later', async () => {
    const { id, email } = await path.sold({ smid: 'UNSEEKABLE-1' })
    path.org.accounts.set('UNSEEKABLE-1', ['001000000000044AAA'])
    path.org.contacts.set(`UNSEEKABLE-1 ${email}`, ['003000000000044AAA'])
    path.org.trouble = (call) =>
      call === 'seek' ? { outcome: 'needs-person', detail: 'MALFORMED_QUERY' } : undefined
    await path.owe(id)
    await drainSyncs(path.services)
    expect(path.org.purchases.get(id)).toMatchObject({ match: 'Pending', matchNote: undefined })
    path.org.trouble = () => undefined
    expect(await matchLate(path.services, 'due')).toEqual({ lookedFor: 1, found: 1 })
    expect(path.org.purchases.get(id)).toMatchObject({ match: 'Matched' })
  })
  it('waits where the units it hangs on cannot be written', async () => {
    const { id } = await path.sold({ sku: 'RU-LAB-LOCKS' })
    path.org.trouble = (call) =>
      call === 'courses' ? { outcome: 'retry', detail: 'SERVER_UNAVAILABLE' } : undefined
    await path.owe(id)
    await drainSyncs(path.services)
    expect(await path.series(id)).toMatchObject([
      { state: 'waiting', attempts: 1, detail: 'SERVER_UNAVAILABLE' },
    ])
    expect(path.org.calls).not.toContain('purchases')
  })
  it('is tried again where the answer does not tell of it', async () => {
    const { id } = await path.sold()
    await path.owe(id)
    const silent = {
      ...path.services.salesforce,
      writePurchases: () => Promise.resolve({ outcome: 'answered', results: [] } as const),
    }
    await drainSyncs({ ...path.services, salesforce: silent })
    expect(await path.series(id)).toMatchObject([{ state: 'waiting', attempts: 1 }])
  })
})
