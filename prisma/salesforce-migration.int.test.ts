import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabaseBefore } from '@/e2e/database-before'
import type { DatabaseBefore } from '@/e2e/database-before'
import { soldBefore } from '@/e2e/sold-before'

let database: DatabaseBefore
let purchase: string
let person: string
beforeAll(async () => {
  database = await openDatabaseBefore('20261121230000_salesforce')
  ;({ purchase, person } = await soldBefore(database))
  await database.insert(
    `INSERT INTO delivery (purchase_id, destination, action, deadline) VALUES ($1, 'flockjay', 'unlock', now()) RETURNING id`,
    [purchase],
  )
  await database.insert(
    `INSERT INTO circuit (destination, state) VALUES ('flockjay', 'closed') RETURNING destination AS id`,
  )
  await database.migrate()
})
afterAll(() => database.drop())

const run = (sql: string, values: readonly unknown[] = []) => database.owner.query(sql, [...values])
const owe = (destination: string, action: string, number: number) =>
  run(
    `INSERT INTO delivery (purchase_id, destination, action, number, deadline) VALUES ($1, $2, $3, $4, now())`,
    [purchase, destination, action, number],
  )

describe('Salesforce as a destination', () => {
  it('is switched off at first; what there was goes on', async () => {
    const circuits = await run('SELECT destination, enabled FROM circuit ORDER BY 1')
    expect(circuits.rows).toEqual([
      { destination: 'flockjay', enabled: true },
      { destination: 'salesforce', enabled: false },
    ])
    expect((await run('SELECT action FROM delivery')).rows).toEqual([{ action: 'unlock' }])
  })
  it('is owed records, as Flockjay is owed courses, and one unfinished at a time', async () => {
    await owe('salesforce', 'sync', 1)
    await expect(owe('salesforce', 'sync', 2)).rejects.toThrow(/delivery_one_unfinished/)
    await expect(owe('salesforce', 'unlock', 2)).rejects.toThrow(/delivery_action_known/)
    await expect(owe('flockjay', 'sync', 2)).rejects.toThrow(/delivery_action_known/)
    await expect(owe('netsuite', 'sync', 1)).rejects.toThrow(/delivery_(action|destination)_known/)
  })
})

describe("a purchase's record there", () => {
  const change = (what: string) => run(`UPDATE salesforce_record SET ${what}`)
  it('is matched with an account and a contact, or with nobody', async () => {
    await run('INSERT INTO salesforce_record (purchase_id) VALUES ($1)', [purchase])
    await expect(change(`match = 'matched', matched_at = now()`)).rejects.toThrow(/matched_whole/)
    await expect(change(`match = 'ambiguous'`)).rejects.toThrow(/matched_whole/)
    await expect(change(`account_id = '003000000000001AAA'`)).rejects.toThrow(/account_id_check/)
    await expect(change(`contact_id = 'lena@example.com'`)).rejects.toThrow(/contact_id_check/)
    await change(`match = 'ambiguous', reason = 'several-contacts', account_id = '001000000000001AAA'`)
    await change(`match = 'matched', matched_at = now(), reason = NULL, contact_id = '003000000000001'`)
  })
  it('has a digest and a time together, and says who left it', async () => {
    await expect(change(`sent_digest = repeat('a', 64)`)).rejects.toThrow(/sent_whole/)
    await expect(change(`sent_digest = 'a', sent_at = now()`)).rejects.toThrow(/sent_digest_check/)
    await expect(change(`left_at = now()`)).rejects.toThrow(/left_whole/)
    await change(`sent_digest = repeat('a', 64), sent_at = now(), left_by = 'staff:1', left_at = now()`)
  })
  it('knows one choice for each person and account', async () => {
    const choose = () =>
      run(
        `INSERT INTO salesforce_contact (customer_id, smid, contact_id, account_id, chosen_by)
         VALUES ($1, 'ACME-1', '003000000000001AAA', '001000000000001AAA', 'staff:1')`,
        [person],
      )
    await choose()
    await expect(choose()).rejects.toThrow(/salesforce_contact_pkey/)
  })
})
