import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openCrmPath } from '@/e2e/crm-path'
import type { CrmPath } from '@/e2e/crm-path'
import { backfill } from './backfill'
import { matchLate } from './match-pass'

let path: CrmPath
beforeAll(async () => {
  path = await openCrmPath()
})
beforeEach(async () => {
  path.org.calls.length = 0
  path.org.trouble = () => undefined
  await path.rows(`UPDATE circuit SET state = 'closed', failures = 0, opened_at = NULL, probe_at = NULL`)
})
afterAll(() => path.close())

const match = async (id: string) =>
  (
    await path.rows(
      `SELECT match, reason, account_id AS account, contact_id AS contact FROM salesforce_record WHERE purchase_id = $1`,
      [id],
    )
  )[0]
/** As if it had been looked for this long ago, and had waited that long. */
const waited = (id: string, looked: string, since: string) =>
  path.rows(
    `UPDATE salesforce_record SET looked_at = now() - $2::interval, pending_since = now() - $3::interval WHERE purchase_id = $1`,
    [id, looked, since],
  )

describe('accounts that come late', () => {
  it('are linked when they have come: one question, one collection', async () => {
    const sold = []
    for (let n = 0; n < 25; n += 1) sold.push(await path.sold({ smid: `NEW-${n % 5}` }))
    await backfill(path.services)
    path.org.calls.length = 0
    expect(await matchLate(path.services, 'all')).toEqual({ lookedFor: 25, found: 0 })
    expect(path.org.calls).toEqual(['seek'])
    sold.forEach(({ email }, n) => {
      const smid = `NEW-${n % 5}`
      path.org.accounts.set(smid, [`00100000000000${n % 5}AAA`])
      path.org.contacts.set(`${smid} ${email}`, [`0030000000000${String(n).padStart(2, '0')}AAA`])
    })
    path.org.calls.length = 0
    expect(await matchLate(path.services, 'all')).toEqual({ lookedFor: 25, found: 25 })
    expect(path.org.calls).toEqual(['seek', 'purchases'])
    for (const { id } of sold)
      expect(path.org.purchases.get(id)).toMatchObject({ match: 'Matched', account: 'by-smid' })
    expect(await matchLate(path.services, 'all')).toEqual({ lookedFor: 0, found: 0 })
  })
  it('and contacts that come later still: the account is linked meanwhile', async () => {
    const { id, email } = await path.sold({ smid: 'SLOW-1' })
    await backfill(path.services)
    path.org.accounts.set('SLOW-1', ['001000000000091AAA'])
    expect(await matchLate(path.services, 'all')).toEqual({ lookedFor: 1, found: 0 })
    expect(path.org.purchases.get(id)).toMatchObject({
      match: 'Pending',
      account: 'by-smid',
      matchNote: 'The account has no contact that is this buyer.',
    })
    path.org.contacts.set(`SLOW-1 ${email}`, ['003000000000091AAA'])
    expect(await matchLate(path.services, 'all')).toEqual({ lookedFor: 1, found: 1 })
    expect(await match(id)).toMatchObject({ match: 'matched', contact: '003000000000091AAA' })
  })
  it('are never guessed among several; once there is only one left, it is that', async () => {
    const { id, email } = await path.sold({ smid: 'TWINS-1' })
    path.org.accounts.set('TWINS-1', ['001000000000092AAA'])
    path.org.contacts.set(`TWINS-1 ${email}`, ['003000000000092AAA', '003000000000093AAA'])
    await backfill(path.services)
    expect(path.org.purchases.get(id)).toMatchObject({ match: 'Ambiguous', contactId: undefined })
    path.org.contacts.set(`TWINS-1 ${email}`, ['003000000000093AAA'])
    await matchLate(path.services, 'all')
    expect(path.org.purchases.get(id)).toMatchObject({ match: 'Matched', contactId: '003000000000093AAA' })
  })
  it('that a person names while they are looked for stay who was named', async () => {
    const { id } = await path.sold({ smid: 'NAMED-1' })
    await backfill(path.services)
    path.org.before = async (call) => {
      if (call !== 'seek') return
      await path.rows(
        `INSERT INTO salesforce_contact (customer_id, smid, contact_id, account_id, chosen_by)
         SELECT customer_id, smid, '003000000000077AAA', '001000000000077AAA', 'staff:1' FROM purchase WHERE id = $1`,
        [id],
      )
      await path.rows(
        `UPDATE salesforce_record SET match = 'matched', matched_at = now(), reason = NULL, account_id = '001000000000077AAA',
           contact_id = '003000000000077AAA' WHERE purchase_id = $1`,
        [id],
      )
    }
    await matchLate(path.services, 'all')
    path.org.before = () => Promise.resolve()
    expect(await match(id)).toMatchObject({ match: 'matched', contact: '003000000000077AAA' })
  })
  it('are looked for less and less often, and at once when somebody asks', async () => {
    const { id } = await path.sold({ smid: 'NEVER-1' })
    await backfill(path.services)
    const turn = async (looked: string, since: string) => {
      await waited(id, looked, since)
      return (await matchLate(path.services, 'due')).lookedFor
    }
    expect(await turn('9 minutes', '20 minutes')).toBe(0)
    expect(await turn('11 minutes', '20 minutes')).toBe(1)
    expect(await turn('2 hours', '24 hours')).toBe(0)
    expect(await turn('3 hours', '24 hours')).toBe(1)
    expect(await turn('23 hours', '90 days')).toBe(0)
    expect(await turn('25 hours', '90 days')).toBe(1)
    expect((await matchLate(path.services, 'all')).lookedFor).toBe(1)
  })
  it('wait while Salesforce is down', async () => {
    path.org.trouble = () => ({ outcome: 'retry', detail: 'SERVER_UNAVAILABLE' })
    expect(await matchLate(path.services, 'all')).toEqual({ lookedFor: 0, found: 0 })
    await path.rows(
      `UPDATE circuit SET state = 'open', failures = 5, opened_at = now(), probe_at = now() + interval '1 minute' WHERE destination = 'salesforce'`,
    )
    path.org.calls.length = 0
    expect(await matchLate(path.services, 'all')).toEqual({ lookedFor: 0, found: 0 })
    expect(path.org.calls).toEqual([])
  })
})
