import type { SeededAccount } from '../emulators/salesforce/people'

/** Five purchases an account, by five buyers, far apart in time. */
export const PURCHASES = 50_000
const ACCOUNTS = 10_000
/** Salesforce has every second account, with the buyers of its first three purchases. */
const CONTACTS_EACH = 3
export const MATCHED = (ACCOUNTS / 2) * CONTACTS_EACH

/** The accounts and contacts that Salesforce has before the backfill. */
export function knownPeople(): SeededAccount[] {
  return Array.from({ length: ACCOUNTS / 2 }, (_, half) => {
    const account = half * 2
    const contacts = Array.from({ length: CONTACTS_EACH }, (__, place) => {
      const buyer = place * ACCOUNTS + account
      return { firstName: 'Robin', lastName: `Learner ${buyer}`, email: emailOf(buyer) }
    })
    return { name: `Company ${account} Incorporated`, smid: `COMPANY-${account}`, contacts }
  })
}

const emailOf = (buyer: number): string => `robin.learner${buyer}@company${buyer % ACCOUNTS}.example`

const id = (kind: number): string => `('01990004-0000-7000-800${kind}-' || lpad(to_hex(n), 12, '0'))::uuid`
const REFERENCE = `'RU-' || upper(substr(lpad(to_hex(n), 8, '0'), 1, 4) || '-' || substr(lpad(to_hex(n), 8, '0'), 5, 4))`
const SMID = `'COMPANY-' || n % ${ACCOUNTS}`
const EMAIL = `'robin.learner' || n || '@company' || n % ${ACCOUNTS} || '.example'`
const EACH = `FROM generate_series(0, ${PURCHASES - 1}) n`
const ALL = `${EACH} JOIN bench_unit u ON u.place = n % (SELECT count(*) FROM bench_unit)`

/** 50,000 paid purchases of all units; every second one with an invoice number and a part of it refunded. */
export const FILL_BOOKS = [
  `CREATE TEMP TABLE bench_unit AS SELECT row_number() OVER (ORDER BY c.sku) - 1 AS place, c.id AS course_id,
     c.published_revision_id AS revision_id, p.id AS price_id FROM course c JOIN price p ON p.course_id = c.id`,
  `INSERT INTO customer (id, identity, smid, email, email_key) SELECT ${id(0)}, 'signed', ${SMID}, ${EMAIL}, ${EMAIL} ${EACH}`,
  `INSERT INTO checkout_attempt (id, reference, customer_id, course_id, revision_id, price_id, account, state, country,
     confirmation_version, confirmed_at, parameters, browser_hash, smid, identity, session_id, expires_at, closed_at)
   SELECT ${id(1)}, ${REFERENCE}, ${id(0)}, u.course_id, u.revision_id, u.price_id, 'default', 'complete', 'US',
     'bench', now(), '{}', decode(repeat('00', 32), 'hex'), ${SMID}, 'signed', 'cs_test_books' || n, now(), now() ${ALL}`,
  `INSERT INTO purchase (id, attempt_id, customer_id, course_id, smid, account, identity, session_id, reference, state,
     currency, subtotal, discount, tax, total, country, payment_intent_id, invoice_number, paid_at)
   SELECT ${id(2)}, ${id(1)}, ${id(0)}, u.course_id, ${SMID}, 'default', 'signed', 'cs_test_books' || n, ${REFERENCE},
     'paid', 'USD', 19900, 1990, 1590, 19500, 'US', 'pi_3Sbench0000000' || lpad(n::text, 8, '0'),
     CASE WHEN n / 2 % 2 = 0 THEN 'RU-INV-' || lpad(n::text, 8, '0') END, now() ${ALL}`,
  `INSERT INTO refund (id, account, purchase_id, currency, amount, state, reading, created_at)
   SELECT 're_3Sbench' || n, 'default', ${id(2)}, 'USD', 4900, 'succeeded', 1, now() ${EACH} WHERE n / 2 % 2 = 0`,
  `INSERT INTO access (customer_id, course_id, state, purchase_id, reason)
   SELECT customer_id, course_id, 'active', id, 'bench' FROM purchase`,
  'VACUUM (ANALYZE)',
]

/** As if nothing had ever been owed to Salesforce; past the trigger that keeps the history of tries. */
export const FORGET_SYNCS = [
  'ALTER TABLE delivery_attempt DISABLE TRIGGER USER',
  'TRUNCATE salesforce_record, delivery_attempt, delivery',
  'ALTER TABLE delivery_attempt ENABLE TRIGGER USER',
]
