import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openCrmPath } from '@/e2e/crm-path'
import type { CrmPath } from '@/e2e/crm-path'
import { drainSyncs } from './drain'
import { matchLate } from './match-pass'
import { switchSalesforce } from './switch'

let path: CrmPath
beforeAll(async () => {
  path = await openCrmPath()
})
afterEach(() => path.calm())
afterAll(() => path.close())

const owe: CrmPath['owe'] = (...ids) => path.owe(...ids)
const refund: CrmPath['refund'] = (id, amount) => path.refund(id, amount)
const series: CrmPath['series'] = (id) => path.series(id)
const due: CrmPath['due'] = () => path.due()
const jobs: CrmPath['jobs'] = (key) => path.jobs(key)
const drain = () => drainSyncs(path.services)

describe('a purchase owed to Salesforce', () => {
  it('is written once, with its unit, and again only when its record changes', async () => {
    const { id } = await path.sold()
    const [made] = await owe(id)
    expect(await jobs(`${made}@%`)).toHaveLength(1)
    expect(await owe(id)).toEqual([])
    await drain()
    await drain()
    expect(await series(id)).toMatchObject([{ number: 1, action: 'sync', state: 'done', attempts: 1 }])
    expect(path.org.purchases.get(id)).toMatchObject({ status: 'Paid', amount: 100n, match: 'Pending' })
    expect(path.org.courses.size).toBe(1)
    expect(await owe(id)).toEqual([])
    await refund(id, 100)
    await owe(id)
    await drain()
    expect(path.org.purchases.get(id)).toMatchObject({ status: 'Refunded', refunded: 100n })
    expect(await series(id)).toMatchObject([{ state: 'done' }, { number: 2, state: 'done' }])
    expect(path.org.calls.filter((call) => call === 'courses')).toHaveLength(1)
  })
  it('is linked at once where the account and the contact are known', async () => {
    const { id, email } = await path.sold({ smid: 'KNOWN-1' })
    path.org.accounts.set('KNOWN-1', ['001000000000001AAA'])
    path.org.contacts.set(`KNOWN-1 ${email}`, ['003000000000001AAA'])
    await owe(id)
    await drain()
    expect(path.org.purchases.get(id)).toMatchObject({
      match: 'Matched',
      account: 'by-smid',
      contactId: '003000000000001AAA',
      page: `https://redis.example/staff/support/purchases/${id}`,
    })
    expect(await owe(id)).toEqual([])
  })
  it('owes nothing more for what is found out about its buyer on the way', async () => {
    const { id } = await path.sold({ smid: 'LOOKED-1' })
    await owe(id)
    let more: readonly unknown[] = ['not asked']
    path.org.before = async (call) => {
      if (call === 'purchases') more = await owe(id)
    }
    await drain()
    expect(more).toEqual([])
    expect(path.org.purchases.get(id)).toMatchObject({ matchNote: 'No account has this SMID yet.' })
    expect(await owe(id)).toEqual([])
    expect(await series(id)).toMatchObject([{ number: 1, state: 'done', attempts: 1 }])
  })
  it('that somebody else matches while its buyer is looked for goes out matched', async () => {
    const { id } = await path.sold({ smid: 'ELSE-1' })
    await owe(id)
    path.org.before = async (call) => {
      if (call !== 'seek') return
      await path.rows(
        `INSERT INTO salesforce_contact (customer_id, smid, contact_id, account_id, chosen_by)
         SELECT customer_id, smid, '003000000000055AAA', '001000000000055AAA', 'staff:1' FROM purchase WHERE id = $1`,
        [id],
      )
      await path.rows(
        `UPDATE salesforce_record SET match = 'matched', matched_at = now(), account_id = '001000000000055AAA',
           contact_id = '003000000000055AAA' WHERE purchase_id = $1`,
        [id],
      )
    }
    await drain()
    expect(path.org.purchases.get(id)).toMatchObject({ match: 'Matched', contactId: '003000000000055AAA' })
    expect(await owe(id)).toEqual([])
  })
  it('goes out as it stands at that moment: what changes while it waits needs nothing more', async () => {
    const { id } = await path.sold()
    await owe(id)
    await refund(id, 40)
    expect(await owe(id)).toEqual([])
    await drain()
    expect(path.org.purchases.get(id)).toMatchObject({ refunded: 40n, status: 'Paid' })
    expect(await series(id)).toHaveLength(1)
  })
  it('that changes while it is being written is written again after that, never before', async () => {
    const { id } = await path.sold()
    await owe(id)
    let seen: readonly unknown[] = []
    path.org.before = async (call) => {
      if (call !== 'purchases') return
      path.org.before = () => Promise.resolve()
      await refund(id, 100)
      await owe(id)
      await drain()
      seen = await series(id)
    }
    await drain()
    expect(seen).toMatchObject([{ state: 'superseded' }, { state: 'waiting', attempts: 0 }])
    expect(await jobs('after %')).toHaveLength(1)
    await drain()
    expect(path.org.purchases.get(id)).toMatchObject({ status: 'Refunded' })
    expect(await series(id)).toMatchObject([{ state: 'superseded' }, { state: 'done', attempts: 1 }])
    expect(await path.rows('SELECT 1 FROM delivery WHERE claimed_until IS NOT NULL')).toEqual([])
  })
  it('loses its link when the account is gone, and is written without', async () => {
    const { id, email } = await path.sold({ smid: 'GONE-1' })
    path.org.accounts.set('GONE-1', ['001000000000002AAA'])
    path.org.contacts.set(`GONE-1 ${email}`, ['003000000000002AAA'])
    await owe(id)
    await drain()
    path.org.accounts.delete('GONE-1')
    path.org.contacts.clear()
    await refund(id, 100)
    await owe(id)
    await drain()
    expect(path.org.purchases.get(id)).toMatchObject({
      status: 'Refunded',
      match: 'Pending',
      account: undefined,
    })
    expect(await series(id)).toMatchObject([{ state: 'done' }, { state: 'done', attempts: 1 }])
  })
  it('loses a link that a person chose when that contact is gone, and is looked for anew', async () => {
    const { id } = await path.sold({ smid: 'CHOSEN-1' })
    await owe(id)
    await drain()
    await path.rows(
      `INSERT INTO salesforce_contact (customer_id, smid, contact_id, account_id, chosen_by)
       SELECT customer_id, smid, '003000000000007AAA', '001000000000007AAA', 'staff:1' FROM purchase WHERE id = $1`,
      [id],
    )
    path.org.refuse = ({ account }) =>
      account === '001000000000007AAA'
        ? { outcome: 'missing-parent', parent: 'person', detail: 'ENTITY_IS_DELETED' }
        : undefined
    expect(await matchLate(path.services, 'all')).toMatchObject({ found: 1 })
    expect(path.org.purchases.get(id)).toMatchObject({ match: 'Pending', account: undefined })
    expect(await path.rows(`SELECT 1 FROM salesforce_contact WHERE smid = 'CHOSEN-1'`)).toEqual([])
  })
  it('has its unit written anew when somebody deleted that', async () => {
    const { id } = await path.sold()
    path.org.courses.clear()
    await owe(id)
    await drain()
    expect([path.org.courses.size, path.org.purchases.has(id)]).toEqual([1, true])
  })
})

describe('what Salesforce refuses', () => {
  it('for one record needs a person and holds up no other', async () => {
    const [bad, good] = [await path.sold(), await path.sold()]
    path.org.refuse = ({ purchaseId }) =>
      purchaseId === bad.id ? { outcome: 'needs-person', detail: 'STRING_TOO_LONG' } : undefined
    await owe(bad.id, good.id)
    await drain()
    expect(await series(bad.id)).toMatchObject([{ state: 'needs-person', detail: 'STRING_TOO_LONG' }])
    expect(await series(good.id)).toMatchObject([{ state: 'done' }])
    path.org.refuse = () => undefined
    await refund(bad.id, 10)
    await owe(bad.id)
    await drain()
    expect(await series(bad.id)).toMatchObject([{ state: 'superseded' }, { state: 'done' }])
  })
  it('as a whole call is narrowed down to the record that spoils it', async () => {
    const sold = await Promise.all(Array.from({ length: 7 }, () => path.sold()))
    const [spoiler] = sold
    path.org.trouble = (call) =>
      call === 'purchases' && poisoned ? { outcome: 'needs-person', detail: 'MALFORMED' } : undefined
    let poisoned = false
    const write = path.services.salesforce.writePurchases
    const port = {
      ...path.services.salesforce,
      writePurchases: (records: Parameters<typeof write>[0]) => {
        poisoned = records.some(({ purchaseId }) => purchaseId === spoiler?.id)
        return write(records)
      },
    }
    await owe(...sold.map(({ id }) => id))
    await drainSyncs({ ...path.services, salesforce: port })
    for (const { id } of sold)
      expect(await series(id)).toMatchObject([{ state: id === spoiler?.id ? 'needs-person' : 'done' }])
  })
  it('for a moment is tried again later, not sooner', async () => {
    const { id } = await path.sold()
    path.org.refuse = () => ({ outcome: 'retry', detail: 'UNABLE_TO_LOCK_ROW' })
    await owe(id)
    await drain()
    path.org.refuse = () => undefined
    await path.rows(`UPDATE delivery SET due_at = now() + interval '1 hour' WHERE state = 'waiting'`)
    await drain()
    expect(await series(id)).toMatchObject([{ state: 'waiting', attempts: 1, detail: 'UNABLE_TO_LOCK_ROW' }])
    await due()
    await drain()
    expect(await series(id)).toMatchObject([{ state: 'done', attempts: 2 }])
  })
  it('for two weeks needs a person', async () => {
    const { id } = await path.sold()
    await owe(id)
    await path.rows(`UPDATE delivery SET deadline = now() - interval '1 second' WHERE purchase_id = $1`, [id])
    path.org.refuse = () => ({ outcome: 'retry', detail: 'UNABLE_TO_LOCK_ROW' })
    await drain()
    expect(await series(id)).toMatchObject([{ state: 'needs-person' }])
  })
})

describe('switched off', () => {
  it('nothing is owed and nothing waits; switched on, what was dropped is owed anew', async () => {
    const { id } = await path.sold()
    await owe(id)
    expect(await switchSalesforce(path.db, false)).toBe(true)
    expect(await switchSalesforce(path.db, false)).toBe(false)
    expect(await series(id)).toMatchObject([{ state: 'superseded' }])
    await refund(id, 10)
    expect(await owe(id)).toEqual([])
    await switchSalesforce(path.db, true)
    expect(await owe(id)).toHaveLength(1)
    await drain()
    expect(path.org.purchases.get(id)).toMatchObject({ refunded: 10n })
  })
  it('what was dropped is owed anew although nothing has changed', async () => {
    const { id } = await path.sold()
    await owe(id)
    await switchSalesforce(path.db, false)
    await switchSalesforce(path.db, true)
    expect(await owe(id)).toHaveLength(1)
    expect(await owe(id)).toEqual([])
    await drain()
    expect(path.org.purchases.has(id)).toBe(true)
  })
})
