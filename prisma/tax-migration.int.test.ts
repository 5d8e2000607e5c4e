import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabaseBefore } from '@/e2e/database-before'
import type { DatabaseBefore } from '@/e2e/database-before'
import { soldBefore } from '@/e2e/sold-before'

let database: DatabaseBefore
let purchase: string
beforeAll(async () => {
  database = await openDatabaseBefore('20261121190000_tax_and_accounts')
  ;({ purchase } = await soldBefore(database))
  await database.insert(
    `INSERT INTO credit_note (id, account, purchase_id, number, currency, amount, tax, state, reading, created_at)
     VALUES ('cn_1', 'default', $1, 'N-1', 'USD', 100, 5, 'issued', 1, now()) RETURNING id`,
    [purchase],
  )
  await database.migrate()
})
afterAll(() => database.drop())

const run = (sql: string, values: readonly unknown[] = []) => database.owner.query(sql, [...values])

it('keeps what was sold and credited', async () => {
  const kept = await run(
    'SELECT a.tax_route, p.promotion_code, n.out_of_band::int FROM purchase p JOIN checkout_attempt a ON a.id = p.attempt_id JOIN credit_note n ON n.purchase_id = p.id',
  )
  expect(kept.rows).toEqual([{ tax_route: null, promotion_code: null, out_of_band: 0 }])
})

describe('tax evidence', () => {
  it('is kept as recorded, but for registrations that could not be read at first', async () => {
    await run(
      `INSERT INTO tax_evidence (purchase_id, account, route, country_asked, lines, tax_ids, tax_exempt, confirmation_version, confirmed_at)
       VALUES ($1, 'default', 'automatic', 'US', '[]', '[]', 'none', 'v1', now())`,
      [purchase],
    )
    const change = (what: string) => run(`UPDATE tax_evidence SET ${what}`)
    await change(`registrations = '["NY"]'`)
    await expect(change(`registrations = '[]'`)).rejects.toThrow(/kept as it was recorded/)
    await expect(change(`country_asked = 'IL'`)).rejects.toThrow(/kept as it was recorded/)
    await expect(run('DELETE FROM tax_evidence')).rejects.toThrow(/append-only/)
  })
})

describe('a corrected invoice', () => {
  const ask = (words: string) =>
    database.insert(
      `INSERT INTO invoice_correction (purchase_id, requested_by, company_name) VALUES ($1, 'learner', $2) RETURNING id`,
      [purchase, words],
    )
  it('is asked for once at a time, asks for something, and is whole when issued', async () => {
    const id = await ask('Acme')
    await expect(ask('Acme again')).rejects.toThrow(/invoice_correction_one_open/)
    const nothing = run(`INSERT INTO invoice_correction (purchase_id, requested_by) VALUES ($1, 'learner')`, [
      purchase,
    ])
    await expect(nothing).rejects.toThrow(/invoice_correction_asks/)
    const change = (what: string) => run(`UPDATE invoice_correction SET ${what} WHERE id = $1`, [id])
    await expect(change(`company_name = 'Other'`)).rejects.toThrow(/is kept/)
    await expect(change(`state = 'issued', decided_at = now()`)).rejects.toThrow(/issued_whole/)
    await change(`state = 'issued', decided_at = now(), invoice_id = 'in_2', credit_note_id = 'cn_2'`)
    await expect(change(`state = 'declined'`)).rejects.toThrow(/is kept/)
    await ask('Acme once more')
  })
})

describe('a refund ordered by staff', () => {
  it('keeps its amount and ends once', async () => {
    const id = await database.insert(
      `INSERT INTO refund_order (purchase_id, amount, currency, reason, ordered_by) VALUES ($1, 100, 'USD', 'late', 'staff:1') RETURNING id`,
      [purchase],
    )
    const change = (what: string) => run(`UPDATE refund_order SET ${what} WHERE id = $1`, [id])
    await expect(change('amount = 200')).rejects.toThrow(/kept as it was given/)
    await expect(change(`state = 'done'`)).rejects.toThrow(/refund_order_ended/)
    await change(`state = 'done', ended_at = now()`)
    await expect(change(`state = 'refused'`)).rejects.toThrow(/kept as it was given/)
  })
})
