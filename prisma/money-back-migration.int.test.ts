import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDatabaseBefore } from '@/e2e/database-before'
import { soldBefore } from '@/e2e/sold-before'

let database: Awaited<ReturnType<typeof openDatabaseBefore>>
beforeAll(async () => {
  database = await openDatabaseBefore('20261121150000_money_back')
})
afterAll(() => database.drop())

/** One paid and unlocked purchase with its postings, as the version before left it. */
async function sell(): Promise<string> {
  const { insert } = database
  const { purchase, person, course } = await soldBefore(database)
  await insert(
    `INSERT INTO access (customer_id, course_id, state, purchase_id, reason) VALUES ($1, $2, 'active', $3, 'paid') RETURNING id`,
    [person, course, purchase],
  )
  await insert(
    `INSERT INTO delivery (purchase_id, destination, action, state, attempts, deadline, done_at)
     VALUES ($1, 'flockjay', 'unlock', 'done', 1, now(), now()) RETURNING id`,
    [purchase],
  )
  await insert(
    `INSERT INTO finding (kind, purchase_id, detail) VALUES ('possible-duplicate', $1, 'x') RETURNING id`,
    [purchase],
  )
  await insert(
    `INSERT INTO stripe_event (id, account, type, object_id, livemode, created_at)
     VALUES ('evt_1', 'default', 'checkout.session.completed', 'cs_test_1', false, now()) RETURNING id`,
  )
  await database.owner.query('BEGIN')
  const sale = await insert(
    `INSERT INTO ledger_transaction (key, kind, account, purchase_id, occurred_at) VALUES ('sale:cs_test_1', 'sale', 'default', $1, now()) RETURNING id`,
    [purchase],
  )
  for (const [book, amount] of [
    ['stripe_clearing', 2000],
    ['sales', -1900],
    ['tax_payable', -100],
  ])
    await insert(
      `INSERT INTO ledger_entry (transaction_id, book, currency, amount) VALUES ($1, $2, 'USD', $3) RETURNING id`,
      [sale, book, amount],
    )
  await database.owner.query('COMMIT')
  return purchase
}

it('keeps what was sold, posted and unlocked, and lets the series of deliveries go on', async () => {
  const purchase = await sell()
  await database.migrate()
  const { owner } = database
  const rows = async (sql: string) => (await owner.query(sql)).rows
  expect(await rows('SELECT number, action, state, claimed_by FROM delivery')).toEqual([
    { number: 1, action: 'unlock', state: 'done', claimed_by: null },
  ])
  expect(await rows('SELECT book, amount::int, jurisdiction FROM ledger_entry ORDER BY id')).toEqual([
    { book: 'stripe_clearing', amount: 2000, jurisdiction: null },
    { book: 'sales', amount: -1900, jurisdiction: null },
    { book: 'tax_payable', amount: -100, jurisdiction: null },
  ])
  expect(await rows('SELECT state, attempts, due_at <= now() AS due FROM stripe_event')).toEqual([
    { state: 'received', attempts: 0, due: true },
  ])
  const revoke = (number: number) =>
    owner.query(
      `INSERT INTO delivery (purchase_id, destination, action, number, deadline) VALUES ($1, 'flockjay', 'revoke', $2, now())`,
      [purchase, number],
    )
  await revoke(2)
  await expect(revoke(2)).rejects.toThrow(/delivery_purchase_id_destination_number_key/)
})
