import pg from 'pg'
import { startChild } from '../children'
import type { Stack } from '../stack'
import type { Figure } from './figure'
import { median } from './statistics'

const DELIVERIES = 10_000
/** As many calls at once as one worker makes: its four fetchers of deliveries take ten each. */
const AT_ONCE = 40
const SKU = 'RU-LAB-LOCKS'

/** A backlog of unlocks, worked off by our worker, against a loop that makes the same calls and updates one row. */
export async function measureBacklog(stack: Stack): Promise<Figure[]> {
  const client = new pg.Client({ connectionString: stack.database.ownerUrl })
  await client.connect()
  const bare = [await drainBare(stack, client, 0)]
  const ours = await drainOurs(stack, client)
  bare.push(await drainBare(stack, client, 1))
  await client.end()
  const ratio = ours / median(bare)
  return [
    {
      what: `a backlog of ${DELIVERIES.toLocaleString('en')} unlocks, against a bare loop of the same calls and one update`,
      method:
        `one worker; ${AT_ONCE} calls at once on both sides, each a process of its own; unlock and reading back; ` +
        `ours ${ours.toFixed(0)}/s once, bare ${bare.map((rate) => rate.toFixed(0)).join(' and ')}/s before and after; ratio to their median`,
      aim: '>= 0.4',
      result: ratio.toFixed(2),
      met: ratio >= 0.4,
    },
  ]
}

/** Deliveries a second between the first call and the last answer. */
async function drainOurs(stack: Stack, client: pg.Client): Promise<number> {
  await stack.stopWorker('SIGTERM')
  for (const statement of FILL) await client.query(statement)
  await stack.startWorker()
  for (;;) {
    const { rows } = await client.query<{ left: number }>(
      "SELECT count(*)::int AS left FROM delivery WHERE state <> 'done'",
    )
    if (rows[0]?.left === 0) break
    await new Promise((done) => setTimeout(done, 500))
  }
  const { rows } = await client.query<{ seconds: number }>(
    `SELECT extract(epoch FROM max(d.done_at) - min(a.started_at))::float AS seconds FROM delivery d
     JOIN delivery_attempt a ON a.delivery_id = d.id JOIN purchase p ON p.id = d.purchase_id WHERE p.smid = 'BACKLOG'`,
  )
  return DELIVERIES / (rows[0]?.seconds ?? Number.POSITIVE_INFINITY)
}

async function drainBare(stack: Stack, client: pg.Client, round: number): Promise<number> {
  await client.query('CREATE TABLE IF NOT EXISTS bench_delivery (id uuid PRIMARY KEY, done_at timestamptz)')
  await client.query('TRUNCATE bench_delivery')
  await client.query('INSERT INTO bench_delivery SELECT gen_random_uuid() FROM generate_series(1, $1)', [
    DELIVERIES,
  ])
  const env = {
    ...stack.env,
    BARE_DATABASE_URL: stack.database.ownerUrl,
    BARE_AT_ONCE: String(AT_ONCE),
    BARE_SKU: SKU,
  }
  const child = startChild(`bare ${round}`, ['--import', 'tsx', 'e2e/bench/bare-deliveries.ts'], {
    env,
    show: false,
  })
  if ((await child.exited) !== 0) throw new Error(`The bare loop failed:\n${child.tail()}`)
  const seconds = Number(/took ([\d.]+) s/.exec(child.output())?.[1])
  if (!(seconds > 0)) throw new Error(`The bare loop did not say how long it took:\n${child.tail()}`)
  return DELIVERIES / seconds
}

const id = (kind: number): string => `('01990001-0000-7000-800${kind}-' || lpad(to_hex(n), 12, '0'))::uuid`
const REFERENCE = `'RU-' || upper(substr(lpad(to_hex(n + 16777216), 8, '0'), 1, 4) || '-' || substr(lpad(to_hex(n + 16777216), 8, '0'), 5, 4))`
const ALL = `FROM generate_series(1, ${DELIVERIES}) n CROSS JOIN (SELECT c.id, c.published_revision_id AS revision, p.id AS price
  FROM course c JOIN price p ON p.course_id = c.id WHERE c.sku = '${SKU}' LIMIT 1) course`
const FILL = [
  `INSERT INTO customer (id, identity, smid, email, email_key) SELECT ${id(0)}, 'signed', 'BACKLOG',
     n || '@backlog.example', n || '@backlog.example' FROM generate_series(1, ${DELIVERIES}) n`,
  `INSERT INTO checkout_attempt (id, reference, customer_id, course_id, revision_id, price_id, account, state, country,
     confirmation_version, confirmed_at, parameters, browser_hash, smid, identity, session_id, expires_at, closed_at)
   SELECT ${id(1)}, ${REFERENCE}, ${id(0)}, course.id, course.revision, course.price, 'default', 'complete', 'US',
     'bench', now(), '{}', decode(repeat('00', 32), 'hex'), 'BACKLOG', 'signed', 'cs_test_backlog' || n, now(), now() ${ALL}`,
  `INSERT INTO purchase (id, attempt_id, customer_id, course_id, smid, account, identity, session_id, reference, state,
     currency, subtotal, discount, tax, total, country, paid_at)
   SELECT ${id(2)}, ${id(1)}, ${id(0)}, course.id, 'BACKLOG', 'default', 'signed', 'cs_test_backlog' || n,
     ${REFERENCE}, 'paid', 'USD', 100, 0, 0, 100, 'US', now() ${ALL}`,
  `INSERT INTO delivery (id, purchase_id, destination, action, deadline)
   SELECT ${id(3)}, ${id(2)}, 'flockjay', 'unlock', now() + interval '3 days' FROM generate_series(1, ${DELIVERIES}) n`,
  `SELECT count(enqueue_job('delivery', jsonb_build_object('deliveryId', ${id(3)}), ${id(3)}::text, now()))
   FROM generate_series(1, ${DELIVERIES}) n`,
  'VACUUM (ANALYZE) customer, checkout_attempt, purchase, delivery',
]
