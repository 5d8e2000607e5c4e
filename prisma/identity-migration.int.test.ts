import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDatabaseBefore } from '@/e2e/database-before'

let database: Awaited<ReturnType<typeof openDatabaseBefore>>
beforeAll(async () => {
  database = await openDatabaseBefore('20261121120000_identity')
})
afterAll(() => database.drop())

it('keeps the people, attempts and purchases that were there, each as a claim of its browser', async () => {
  const { owner, insert: id } = database
  const course = await id(
    `INSERT INTO course (sku, slug, kind, sale, position, flockjay_course_id) VALUES ('RU-LAB-LOCKS', 'locks', 'lab', 'open', 1, 'fj') RETURNING id`,
  )
  const revision = await id(
    `INSERT INTO course_revision (course_id, number, content, created_by) VALUES ($1, 1, '{}', 'test') RETURNING id`,
    [course],
  )
  const price = await id(
    `INSERT INTO price (course_id, account, currency, unit_amount, tax_code) VALUES ($1, 'default', 'USD', 1900, 'txcd_10000000') RETURNING id`,
    [course],
  )
  const person = await id(
    `INSERT INTO customer (smid, email, email_key, identity) VALUES ('ACME-1', 'Lena@example.com', 'lena@example.com', 'claimed') RETURNING id`,
  )
  for (const [n, state, closed] of [
    [1, 'complete', 'now()'],
    [2, 'open', 'NULL'],
  ] as const) {
    const attempt = await id(
      `INSERT INTO checkout_attempt (id, reference, customer_id, course_id, revision_id, price_id, account, state, country,
         confirmation_version, confirmed_at, parameters, browser_hash, session_id, expires_at, closed_at)
       VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, 'default', $6, 'US', 'v1', now(), '{"mode":"payment"}',
         decode(repeat('ab', 32), 'hex'), $7, now(), ${closed}) RETURNING id`,
      [`RU-0000-000${n}`, person, course, revision, price, state, `cs_test_${n}`],
    )
    if (state === 'complete')
      await owner.query(
        `INSERT INTO purchase (attempt_id, customer_id, course_id, smid, account, session_id, reference, state, currency,
           subtotal, discount, tax, total, paid_at)
         VALUES ($1, $2, $3, 'ACME-1', 'default', 'cs_test_1', 'RU-0000-0001', 'paid', 'USD', 1900, 0, 0, 1900, now())`,
        [attempt, person, course],
      )
  }
  await database.migrate()
  const attempts = await owner.query('SELECT smid, identity, holder, link_smid, repeat FROM checkout_attempt')
  const claim = {
    smid: 'ACME-1',
    identity: 'claimed',
    holder: 'ab'.repeat(32),
    link_smid: null,
    repeat: false,
  }
  expect(attempts.rows).toEqual([claim, claim])
  expect((await owner.query('SELECT identity, smid, total::int FROM purchase')).rows).toEqual([
    { identity: 'claimed', smid: 'ACME-1', total: 1900 },
  ])
  expect((await owner.query('SELECT identity, email, email_verified FROM customer')).rows).toEqual([
    { identity: 'claimed', email: 'Lena@example.com', email_verified: false },
  ])
  await expect(owner.query("UPDATE checkout_attempt SET smid = 'OTHER-1'")).rejects.toThrow(/frozen/)
})
