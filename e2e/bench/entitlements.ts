import { createHash, randomBytes } from 'node:crypto'
import pg from 'pg'
import type { Stack } from '../stack'
import type { Figure } from './figure'
import { openLoop } from './load'
import { median, percentile } from './statistics'

const PURCHASES = 1_000_000
/** Two purchases a person, five persons an account. */
const PER_ACCOUNT = 10
const ROUNDS = 5
/** Requests a round, half to each address, a few at a time in turns: what else the machine does hits both alike. */
const EACH = 1_000
const PER_SECOND = 50
const TURN = 5
/** So many that none comes near its own limit. */
const KEYS = 40

/** Who of an account may open what, against reading one row by its primary key through the same door. */
export async function measureEntitlements(stack: Stack): Promise<Figure[]> {
  const client = new pg.Client({ connectionString: stack.database.ownerUrl })
  await client.connect()
  await fill(client)
  const keys = await makeKeys(client)
  await client.end()
  const requests = keyed(keys)
  const ours = (): string => `${stack.appUrl}/api/v1/learners/LOAD-${below(PURCHASES / PER_ACCOUNT)}/courses`
  const lookup = (): string => `${stack.appUrl}/api/bench/lookup?id=${purchaseId(below(PURCHASES))}`
  await expectFull(ours(), requests(1)[0]?.() ?? {})
  const isOurs = (index: number): boolean => Math.floor(index / TURN) % 2 === 0
  const round = () => openLoop(requests(EACH), (index) => (isOurs(index) ? ours() : lookup()), PER_SECOND)
  await round()
  const rounds: { ours: Tail; lookup: Tail }[] = []
  for (let n = 0; n < ROUNDS; n += 1) {
    const latencies = await round()
    rounds.push({
      ours: tail(latencies.filter((_, index) => isOurs(index))),
      lookup: tail(latencies.filter((_, index) => !isOurs(index))),
    })
  }
  const ratio = median(rounds.map(({ ours: a, lookup: b }) => a.p99 / b.p99))
  const of = (name: 'ours' | 'lookup', share: keyof Tail) =>
    `${median(rounds.map((one) => one[name][share])).toFixed(1)} ms`
  return [
    {
      what: 'entitlements of an account at 1,000,000 purchases, p99 against one row by primary key',
      method:
        `accounts of ${PER_ACCOUNT} purchases, taken at random; the same authentication and limits; open loop at ${PER_SECOND}/s, ` +
        `${EACH} requests a round in turns of ${TURN}, ${ROUNDS} rounds; medians: p50 ${of('ours', 'p50')} against ${of('lookup', 'p50')}, p99 ${of('ours', 'p99')} against ${of('lookup', 'p99')}, their ratio`,
      aim: '<= 3',
      result: ratio.toFixed(2),
      met: ratio <= 3,
    },
  ]
}

type Tail = { readonly p50: number; readonly p99: number }

function tail(latencies: readonly number[]): Tail {
  return { p50: median(latencies), p99: percentile(latencies, 0.99) }
}

/** What is measured must be the whole answer, not an empty one. */
async function expectFull(url: string, request: RequestInit): Promise<void> {
  const text = await (await fetch(url, request)).text()
  const found = text.split('"state":"active"').length - 1
  if (found !== PER_ACCOUNT) throw new Error(`${url} told of ${found} courses instead of ${PER_ACCOUNT}`)
}

const id = (kind: number, number: string): string =>
  `('01990000-0000-7000-800${kind}-' || lpad(to_hex(${number}), 12, '0'))::uuid`
const purchaseId = (number: number): string =>
  `01990000-0000-7000-8002-${number.toString(16).padStart(12, '0')}`
const SMID = `'LOAD-' || n / ${PER_ACCOUNT}`
const REFERENCE = `'RU-' || upper(substr(lpad(to_hex(n), 8, '0'), 1, 4) || '-' || substr(lpad(to_hex(n), 8, '0'), 5, 4))`
/** Purchase n, its person (n / 2) and one of that person's two units. */
const ALL = `FROM generate_series(0, ${PURCHASES - 1}) n JOIN bench_unit u ON u.place = (n / 2 + n % 2) % (SELECT count(*) FROM bench_unit)`

const FILL = [
  `CREATE TEMP TABLE bench_unit AS SELECT row_number() OVER (ORDER BY c.sku) - 1 AS place, c.id AS course_id,
     c.published_revision_id AS revision_id, p.id AS price_id FROM course c JOIN price p ON p.course_id = c.id`,
  `INSERT INTO customer (id, identity, smid, email, email_key, flockjay_user_id)
   SELECT ${id(0, 'n / 2')}, 'signed', ${SMID}, n || '@bench.example', n || '@bench.example', 'bench-' || n
   FROM generate_series(0, ${PURCHASES - 1}, 2) n`,
  `INSERT INTO checkout_attempt (id, reference, customer_id, course_id, revision_id, price_id, account, state, country,
     confirmation_version, confirmed_at, parameters, browser_hash, smid, identity, session_id, expires_at, closed_at)
   SELECT ${id(1, 'n')}, ${REFERENCE}, ${id(0, 'n / 2')}, u.course_id, u.revision_id, u.price_id, 'default', 'complete', 'US',
     'bench', now(), '{}', decode(repeat('00', 32), 'hex'), ${SMID}, 'signed', 'cs_test_bench' || n, now(), now() ${ALL}`,
  `INSERT INTO purchase (id, attempt_id, customer_id, course_id, smid, account, identity, session_id, reference, state,
     currency, subtotal, discount, tax, total, country, paid_at)
   SELECT ${id(2, 'n')}, ${id(1, 'n')}, ${id(0, 'n / 2')}, u.course_id, ${SMID}, 'default', 'signed', 'cs_test_bench' || n,
     ${REFERENCE}, 'paid', 'USD', 100, 0, 0, 100, 'US', now() ${ALL}`,
  `INSERT INTO access (customer_id, course_id, state, purchase_id, reason)
   SELECT customer_id, course_id, 'active', id, 'bench' FROM purchase WHERE account = 'default' AND smid LIKE 'LOAD-%'
   ON CONFLICT DO NOTHING`,
  'VACUUM (ANALYZE) customer, checkout_attempt, purchase, access',
]

/** A million purchases with their persons, attempts and access, by plain SQL. */
async function fill(client: pg.Client): Promise<void> {
  for (const statement of FILL) await client.query(statement)
}

async function makeKeys(client: pg.Client): Promise<string[]> {
  const keys = Array.from({ length: KEYS }, () => `ruk_${randomBytes(32).toString('base64url')}`)
  for (const [number, key] of keys.entries()) {
    const hash = createHash('sha256').update(key).digest()
    await client.query('INSERT INTO api_key (name, hash, scopes) VALUES ($1, $2, $3)', [
      `bench-${number}`,
      hash,
      ['entitlements'],
    ])
  }
  return keys
}

/** Requests that take the keys in turn. */
function keyed(keys: readonly string[]): (count: number) => (() => RequestInit)[] {
  let turn = 0
  return (count) =>
    Array.from({ length: count }, () => () => {
      turn += 1
      return { headers: { authorization: `Bearer ${keys[turn % keys.length]}` } }
    })
}

function below(limit: number): number {
  return Math.floor(Math.random() * limit)
}
