import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from '@/e2e/test-database'
import { prepareDatabase } from '@/lib/runtime/prepare-database'
import { sqlToReachSchema } from './schema-engine'

let database: Awaited<ReturnType<typeof createTestDatabase>>
let app: pg.Client
let owner: pg.Client

beforeAll(async () => {
  database = await createTestDatabase()
  app = new pg.Client({ connectionString: database.appUrl })
  owner = new pg.Client({ connectionString: database.ownerUrl })
  await Promise.all([app.connect(), owner.connect()])
})
afterAll(async () => {
  await Promise.all([app.end(), owner.end()])
  await database.drop()
})

async function balanced(
  client: pg.Client,
  key: string,
  amounts: [string, string, bigint][],
): Promise<string> {
  await client.query('BEGIN')
  const made = await client.query<{ id: string }>(
    "INSERT INTO ledger_transaction (key, kind, account, occurred_at) VALUES ($1, 'sale', 'default', now()) RETURNING id",
    [key],
  )
  const id = made.rows[0]?.id ?? ''
  for (const [book, currency, amount] of amounts) {
    await client.query(
      'INSERT INTO ledger_entry (transaction_id, book, currency, amount) VALUES ($1, $2, $3, $4)',
      [id, book, currency, amount],
    )
  }
  return id
}

describe('migrations', () => {
  it('lead to exactly what schema.prisma says', async () => {
    expect(await sqlToReachSchema(database.ownerUrl)).toBe('')
  })
  it('a difference would be seen', async () => {
    await owner.query('ALTER TABLE circuit ADD COLUMN surprise text')
    expect(await sqlToReachSchema(database.ownerUrl)).toContain('surprise')
    await owner.query('ALTER TABLE circuit DROP COLUMN surprise')
  })
  it('change nothing the second time, also when two start at once', async () => {
    const results = await Promise.all([prepareDatabase(database), prepareDatabase(database)])
    expect(results).toEqual([{ applied: [] }, { applied: [] }])
  })
  it('give the app role rights on every table, and ownership of none', async () => {
    const { rows } = await owner.query<{ relname: string; owner: string; readable: boolean }>(
      `SELECT relname, pg_get_userbyid(relowner) AS owner, has_table_privilege('university_app', oid, 'SELECT') AS readable
       FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'`,
    )
    expect(rows.length).toBeGreaterThan(10)
    expect(rows.filter((row) => row.owner === 'university_app' || !row.readable)).toEqual([])
  })
})

describe('the money book', () => {
  it('takes a balanced transaction', async () => {
    await balanced(app, 'ok', [
      ['sales', 'USD', -100n],
      ['stripe_clearing', 'USD', 100n],
    ])
    await app.query('COMMIT')
  })
  it.each<[string, [string, string, bigint][]]>([
    [
      'not balanced',
      [
        ['sales', 'USD', -100n],
        ['stripe_clearing', 'USD', 99n],
      ],
    ],
    [
      'balanced only across currencies',
      [
        ['sales', 'USD', -100n],
        ['stripe_clearing', 'EUR', 100n],
      ],
    ],
    ['without entries', []],
  ])('refuses one that is %s, at commit', async (name, entries) => {
    await balanced(app, `bad ${name}`, entries)
    await expect(app.query('COMMIT')).rejects.toMatchObject({ code: '23514' })
  })
  it('refuses an entry to an older transaction, also inside a savepoint', async () => {
    const id = await balanced(app, 'closed', [
      ['sales', 'USD', -5n],
      ['stripe_clearing', 'USD', 5n],
    ])
    await app.query('COMMIT')
    await app.query('BEGIN; SAVEPOINT s')
    const late = app.query(
      "INSERT INTO ledger_entry (transaction_id, book, currency, amount) VALUES ($1, 'sales', 'USD', 1)",
      [id],
    )
    await expect(late).rejects.toThrow(/closed/)
    await app.query('ROLLBACK')
  })
  it.each([
    'UPDATE ledger_entry SET amount = 1',
    'DELETE FROM ledger_entry',
    'TRUNCATE ledger_entry',
    'ALTER TABLE ledger_entry DISABLE TRIGGER ALL',
  ])('the app may not: %s', async (sql) => {
    await expect(app.query(sql)).rejects.toMatchObject({ code: '42501' })
  })
  it.each(['UPDATE ledger_entry SET amount = 1', 'DELETE FROM ledger_transaction', 'TRUNCATE ledger_entry'])(
    'even the owner may not: %s',
    async (sql) => {
      await expect(owner.query(sql)).rejects.toThrow(/append-only/)
    },
  )
})
