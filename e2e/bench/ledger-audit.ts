import pg from 'pg'
import { openDatabase } from '@/lib/db/database'
import { createFlockjayClient } from '@/lib/flockjay/client'
import { DEFAULT_ACCOUNT } from '@/lib/ids'
import { createLogger } from '@/lib/log'
import { compareSums } from '@/lib/reconcile/balance-sums'
import { compare } from '@/lib/reconcile/comparisons'
import { prepareDatabase } from '@/lib/runtime/prepare-database'
import { stripeAccounts } from '@/lib/stripe/accounts'
import { createStripeAccount } from '@/lib/stripe/stripe-account'
import { seedCatalog } from '@/prisma/seed/catalog'
import { writeCatalog } from '@/prisma/seed/write-catalog'
import type { DatabaseAddresses } from '../postgres'
import type { Figure } from './figure'
import { median } from './statistics'

/** Seven entries each: a sale with tax by two authorities, and its settlement. */
const PURCHASES = 142_900
const ENTRIES = PURCHASES * 7
const ROUNDS = 3

/** All that must be true of the books, over a million entries; on a database of its own, in which it is true. */
export async function measureLedgerAudit(database: DatabaseAddresses): Promise<Figure[]> {
  await prepareDatabase(database)
  const db = openDatabase(database.appUrl, {
    connections: 4,
    applicationName: 'bench',
    onIdleError: () => undefined,
  })
  await writeCatalog(db, seedCatalog)
  const owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
  for (const statement of FILL) await owner.query(statement)
  await owner.end()
  const log = createLogger('bench', 'silent')
  const services = {
    db,
    log,
    clock: { now: () => new Date() },
    waker: { wake: () => undefined },
    // Never called: the books are compared with themselves.
    accounts: stripeAccounts(
      createStripeAccount({
        account: DEFAULT_ACCOUNT,
        secretKey: 'sk_test_bench',
        webhookSecret: 'whsec_bench',
      }),
    ),
    flockjay: createFlockjayClient({ apiUrl: 'http://127.0.0.1:9', token: 'bench' }),
  }
  const audit = async (): Promise<number> => {
    const begun = performance.now()
    const tally = await compare(services, 'books')
    const connection = await db.pool.connect()
    const sums = await compareSums(connection, DEFAULT_ACCOUNT)
    connection.release()
    if (tally?.open !== 0 || tally.lookedAt !== PURCHASES || sums.length > 0)
      throw new Error(`The audit of true books found something: ${JSON.stringify({ tally, sums })}`)
    return (performance.now() - begun) / 1_000
  }
  await audit()
  const before = megabytes()
  const seconds: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) seconds.push(await audit())
  const grown = megabytes() - before
  await db.close()
  return [
    {
      what: `audit of the ledger over ${ENTRIES.toLocaleString('en')} entries`,
      method: `every invariant of npm run reconcile and the sums against Stripe's mirror, ${ROUNDS} rounds, median`,
      aim: '< 10 s',
      result: `${median(seconds).toFixed(1)} s`,
      met: median(seconds) < 10,
    },
    {
      what: 'memory of that audit',
      method: `resident set of the process before and after ${ROUNDS} rounds`,
      aim: 'flat (<= 64 MB)',
      result: `${grown >= 0 ? '+' : ''}${grown} MB`,
      met: grown <= 64,
    },
  ]
}

function megabytes(): number {
  return Math.round(process.memoryUsage.rss() / 1_048_576)
}

const id = (kind: number): string => `('01990002-0000-7000-800${kind}-' || lpad(to_hex(n), 12, '0'))::uuid`
const REFERENCE = `'RU-' || upper(substr(lpad(to_hex(n), 8, '0'), 1, 4) || '-' || substr(lpad(to_hex(n), 8, '0'), 5, 4))`
const EACH = `FROM generate_series(1, ${PURCHASES}) n`
const ALL = `${EACH} CROSS JOIN (SELECT c.id, c.published_revision_id AS revision, p.id AS price
  FROM course c JOIN price p ON p.course_id = c.id WHERE c.sku = 'RU-LAB-LOCKS' LIMIT 1) course`
/** Written by the owner past the triggers: they check each row as it comes, and these are known to be right. */
const FILL = [
  ...['ledger_transaction', 'ledger_entry'].map((table) => `ALTER TABLE ${table} DISABLE TRIGGER USER`),
  `INSERT INTO customer (id, identity, smid, email, email_key)
   SELECT ${id(0)}, 'signed', 'AUDIT', n || '@audit.example', n || '@audit.example' ${EACH}`,
  `INSERT INTO checkout_attempt (id, reference, customer_id, course_id, revision_id, price_id, account, state, country,
     confirmation_version, confirmed_at, parameters, browser_hash, smid, identity, session_id, expires_at, closed_at)
   SELECT ${id(1)}, ${REFERENCE}, ${id(0)}, course.id, course.revision, course.price, 'default', 'complete', 'US',
     'bench', now(), '{}', decode(repeat('00', 32), 'hex'), 'AUDIT', 'signed', 'cs_test_audit' || n, now(), now() ${ALL}`,
  `INSERT INTO purchase (id, attempt_id, customer_id, course_id, smid, account, identity, session_id, reference, state,
     currency, subtotal, discount, tax, total, country, paid_at)
   SELECT ${id(2)}, ${id(1)}, ${id(0)}, course.id, 'AUDIT', 'default', 'signed', 'cs_test_audit' || n, ${REFERENCE},
     'paid', 'USD', 19900, 0, 1767, 21667, 'US', now() ${ALL}`,
  `INSERT INTO access (customer_id, course_id, state, purchase_id, reason)
   SELECT customer_id, course_id, 'active', id, 'bench' FROM purchase`,
  `INSERT INTO delivery (purchase_id, destination, action, state, deadline, done_at)
   SELECT id, 'flockjay', 'unlock', 'done', now(), now() FROM purchase`,
  `INSERT INTO ledger_transaction (id, key, kind, account, purchase_id, occurred_at, xid)
   SELECT ${id(3)}, 'sale:cs_test_audit' || n, 'sale', 'default', ${id(2)}, now(), pg_current_xact_id() ${EACH}
   UNION ALL
   SELECT ${id(4)}, 'settlement:txn_audit' || n, 'settlement', 'default', ${id(2)}, now(), pg_current_xact_id() ${EACH}`,
  `INSERT INTO ledger_entry (transaction_id, book, currency, amount, jurisdiction)
   SELECT e.* FROM generate_series(1, ${PURCHASES}) n CROSS JOIN LATERAL (VALUES
     (${id(3)}, 'stripe_clearing', 'USD', 21667, NULL), (${id(3)}, 'sales', 'USD', -19900, NULL),
     (${id(3)}, 'tax_payable', 'USD', -900, 'US NY city New York City'), (${id(3)}, 'tax_payable', 'USD', -867, 'US NY state New York'),
     (${id(4)}, 'stripe_clearing', 'USD', -21667, NULL), (${id(4)}, 'stripe_fees', 'USD', 658, NULL),
     (${id(4)}, 'stripe_balance', 'USD', 21009, NULL)) e`,
  `INSERT INTO balance_transaction (id, account, category, type, source, currency, gross, fee, net, created_at)
   SELECT 'txn_audit' || n, 'default', 'charge', 'charge', 'ch_' || n, 'USD', 21667, 658, 21009, now() ${EACH}`,
  ...['ledger_transaction', 'ledger_entry'].map((table) => `ALTER TABLE ${table} ENABLE TRIGGER USER`),
  'VACUUM (ANALYZE)',
]
