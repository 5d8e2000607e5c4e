import pg from 'pg'
import { audit } from './audit'
import { createProgress } from './progress'
import { score } from './scoreboard'
import type { Score } from './scoreboard'
import type { System } from './system'
import type { Fault, Problem } from './verdict'

const ONE_SALE = "(SELECT id FROM ledger_transaction WHERE kind = 'sale' ORDER BY id LIMIT 1)"
const ONE_PURCHASE = "(SELECT id FROM purchase WHERE state = 'paid' ORDER BY id LIMIT 1)"

/** What might be done to the books, and what the audit must call it. */
const TAMPERING: readonly { readonly name: string; readonly fault: Fault; readonly sql: string }[] = [
  {
    name: 'an access changed',
    fault: 'wrong',
    sql: `UPDATE access SET state = CASE state WHEN 'active' THEN 'revoked' ELSE 'active' END
      WHERE id = (SELECT id FROM access ORDER BY id LIMIT 1)`,
  },
  {
    name: 'an unlock forgotten',
    fault: 'lost',
    sql: `UPDATE delivery SET state = 'waiting', done_at = NULL WHERE id = (SELECT max(id::text)::uuid FROM delivery WHERE action = 'unlock' AND state = 'done')`,
  },
  {
    name: 'an unlock owed twice',
    fault: 'double',
    sql: `INSERT INTO delivery (purchase_id, destination, action, number, state, due_at, deadline, done_at)
      SELECT purchase_id, destination, action, number + 1, 'done', now(), now(), now() FROM delivery
      WHERE (purchase_id, number) IN (SELECT purchase_id, max(number) FROM delivery WHERE destination = 'flockjay' GROUP BY 1)
        AND destination = 'flockjay' AND state = 'done' LIMIT 1`,
  },
  {
    name: 'a record forgotten on its way to Salesforce',
    fault: 'lost',
    sql: `UPDATE delivery SET state = 'waiting', done_at = NULL WHERE id = (SELECT max(id::text)::uuid FROM delivery WHERE action = 'sync' AND state = 'done')`,
  },
  {
    name: 'a sale not posted',
    fault: 'lost',
    sql: `DELETE FROM ledger_entry WHERE transaction_id = ${ONE_SALE}; DELETE FROM ledger_transaction WHERE id = ${ONE_SALE}`,
  },
  {
    name: 'a sale posted twice',
    fault: 'double',
    sql: `WITH made AS (INSERT INTO ledger_transaction (key, kind, account, purchase_id, occurred_at)
        SELECT key || ' again', kind, account, purchase_id, occurred_at FROM ledger_transaction WHERE id = ${ONE_SALE} RETURNING id)
      INSERT INTO ledger_entry (transaction_id, book, currency, amount)
      SELECT made.id, e.book, e.currency, e.amount FROM made, ledger_entry e WHERE e.transaction_id = ${ONE_SALE}`,
  },
  {
    name: 'a posting that does not sum to zero',
    fault: 'wrong',
    sql: "UPDATE ledger_entry SET amount = amount + 1 WHERE id = (SELECT min(id) FROM ledger_entry WHERE book = 'sales')",
  },
  {
    name: 'a cent of our balance gone',
    fault: 'wrong',
    sql: `UPDATE ledger_entry SET amount = amount - 1 WHERE id = (SELECT min(id) FROM ledger_entry WHERE book = 'stripe_balance');
      UPDATE ledger_entry SET amount = amount + 1 WHERE id = (SELECT min(id) FROM ledger_entry WHERE book = 'stripe_fees')`,
  },
  {
    name: 'a refund that Stripe knows nothing of',
    fault: 'wrong',
    sql: `INSERT INTO refund (id, account, purchase_id, currency, amount, state, reading, created_at)
      SELECT 're_never', account, id, currency, 1, 'succeeded', 1, now() FROM purchase WHERE id = ${ONE_PURCHASE}`,
  },
]

/** Tampers with good books in every way, one at a time and each undone: the audit must notice each. */
export async function tamperWithBooks(system: System): Promise<Score> {
  const part = 'audit of tampered books'
  const progress = createProgress(part, TAMPERING.length)
  const problems: Problem[] = []
  const client = new pg.Client({ connectionString: system.database.ownerUrl })
  await client.connect()
  const rows: System['rows'] = async (sql, values = []) => (await client.query(sql, [...values])).rows
  for (const { name, fault, sql } of TAMPERING) {
    await client.query('BEGIN')
    for (const table of ['ledger_transaction', 'ledger_entry'])
      await client.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`)
    await client.query(sql)
    const found = await audit({ ...system, rows })
    await client.query('ROLLBACK')
    if (!found.some((each) => each.fault === fault))
      problems.push({ fault: 'wrong', what: `the audit did not notice ${name}` })
    progress.step(name)
  }
  await client.end()
  progress.end()
  return score(`${part} (${TAMPERING.length - problems.length} of ${TAMPERING.length} noticed)`, { problems })
}
