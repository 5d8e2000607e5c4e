import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase } from '@/e2e/test-database'
import { deleteExpired } from './retention'

let database: Awaited<ReturnType<typeof createTestDatabase>>
let pool: pg.Pool
beforeAll(async () => {
  database = await createTestDatabase()
  pool = new pg.Pool({ connectionString: database.appUrl, max: 2 })
})
afterAll(async () => {
  await pool.end()
  await database.drop()
})

it('deletes what has outlived its use, in batches, and nothing that is young or not handled', async () => {
  await pool.query(`INSERT INTO stripe_event (id, account, type, object_id, livemode, created_at, received_at, state, handled_at)
    SELECT 'evt_old_' || n, 'default', 'invoice.paid', 'in_1', false, now(), now() - interval '91 days', 'handled', now()
    FROM generate_series(1, 5001) n`)
  await pool.query(`INSERT INTO stripe_event (id, account, type, object_id, livemode, created_at, received_at, state, handled_at)
    VALUES ('evt_stuck', 'default', 'invoice.paid', 'in_1', false, now(), now() - interval '200 days', 'received', NULL),
           ('evt_young', 'default', 'invoice.paid', 'in_1', false, now(), now() - interval '89 days', 'handled', now())`)
  await pool.query(`INSERT INTO sign_in (id, realm, issuer, subject, expires_at)
    VALUES (gen_random_uuid(), 'cloud', 'i', 'old', now() - interval '31 days'),
           (gen_random_uuid(), 'cloud', 'i', 'young', now() - interval '29 days')`)
  await pool.query(`INSERT INTO rate_limit (key, points, expire)
    VALUES ('old', 1, (extract(epoch FROM now()) * 1000)::bigint - 1000), ('now', 1, (extract(epoch FROM now()) * 1000)::bigint + 60000)`)
  expect(await deleteExpired({ pool })).toEqual({ stripe_event: 5001, sign_in: 1, rate_limit: 1 })
  const left = await pool.query(
    `SELECT id AS name FROM stripe_event UNION ALL SELECT subject FROM sign_in UNION ALL SELECT key FROM rate_limit ORDER BY 1`,
  )
  expect(left.rows.map(({ name }: { name: string }) => name)).toEqual([
    'evt_stuck',
    'evt_young',
    'now',
    'young',
  ])
  expect(await deleteExpired({ pool })).toEqual({ stripe_event: 0, sign_in: 0, rate_limit: 0 })
})
