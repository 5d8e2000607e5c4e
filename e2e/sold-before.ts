import type { DatabaseBefore } from './database-before'

/** One paid purchase, as every version since the identity migration can hold it. Returns its id. */
export async function soldBefore({ insert }: Pick<DatabaseBefore, 'insert'>) {
  const course = await insert(
    `INSERT INTO course (sku, slug, kind, sale, position, flockjay_course_id) VALUES ('RU-LAB-LOCKS', 'locks', 'lab', 'open', 1, 'fj') RETURNING id`,
  )
  const revision = await insert(
    `INSERT INTO course_revision (course_id, number, content, created_by) VALUES ($1, 1, '{}', 'test') RETURNING id`,
    [course],
  )
  const price = await insert(
    `INSERT INTO price (course_id, account, currency, unit_amount, tax_code) VALUES ($1, 'default', 'USD', 1900, 'txcd_10000000') RETURNING id`,
    [course],
  )
  const person = await insert(
    `INSERT INTO customer (smid, email, email_key, identity) VALUES ('ACME-1', 'lena@example.com', 'lena@example.com', 'claimed') RETURNING id`,
  )
  const attempt = await insert(
    `INSERT INTO checkout_attempt (id, reference, customer_id, course_id, revision_id, price_id, account, state, country,
       confirmation_version, confirmed_at, parameters, browser_hash, session_id, expires_at, closed_at, smid, identity, holder)
     VALUES (gen_random_uuid(), 'RU-0000-0001', $1, $2, $3, $4, 'default', 'complete', 'US', 'v1', now(), '{}',
       decode(repeat('ab', 32), 'hex'), 'cs_test_1', now(), now(), 'ACME-1', 'claimed', 'ab') RETURNING id`,
    [person, course, revision, price],
  )
  const purchase = await insert(
    `INSERT INTO purchase (attempt_id, customer_id, course_id, smid, account, identity, session_id, reference, state,
       currency, subtotal, discount, tax, total, paid_at)
     VALUES ($1, $2, $3, 'ACME-1', 'default', 'claimed', 'cs_test_1', 'RU-0000-0001', 'paid', 'USD', 1900, 0, 100, 2000, now())
     RETURNING id`,
    [attempt, person, course],
  )
  return { purchase, attempt, person, course }
}
