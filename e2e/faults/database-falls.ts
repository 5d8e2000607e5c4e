import { undelivered } from './kills'
import { createProgress } from './progress'
import { score } from './scoreboard'
import type { Score } from './scoreboard'
import type { Shop } from './shop'
import type { System } from './system'
import { until } from './until'
import { postUntilTaken } from './webhook-post'

export type Fall = 'immediate' | 'kill-parent' | 'kill-all' | 'terminate-backends'

const OURS = "application_name LIKE 'university-%' OR application_name LIKE 'pgboss%'"
const TERMINATE = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
  WHERE datname = 'faults' AND usename = 'university_app' AND (${OURS} OR application_name <> 'faults')`

/**
 * Takes the database away while people pay: each webhook is either answered with 200 and kept, or refused and sent
 * again. Measures, for each who paid, from when the database serves and the webhook is stored until they are let in.
 */
export async function dropDatabase(
  system: System,
  shop: Shop,
  falls: readonly Fall[],
  buyers: number,
): Promise<Score> {
  const part = 'Postgres taken away under load'
  const progress = createProgress(part, falls.length)
  const recoveries: number[] = []
  let deliveries = 0
  for (const fall of falls) {
    const sessions: string[] = []
    for (let n = 0; n < buyers; n += 1) sessions.push(await shop.open())
    const paying = payAll(shop, sessions)
    await until('the first payments', () => Promise.resolve(paying.done() > buyers / 4))
    const back = await take(system, fall)
    await paying.all
    const again = undelivered(system)
    for (const body of again) await postUntilTaken(system, body)
    deliveries += buyers + again.length
    await untilAllUnlocked(system, sessions)
    recoveries.push(await slowest(system, sessions, back))
    progress.step(fall)
  }
  progress.end()
  return score(part, { deliveries, kills: falls.length, recoveries })
}

async function take({ postgres }: System, fall: Fall): Promise<number> {
  if (fall === 'terminate-backends') {
    for (let n = 0; n < 5; n += 1) await postgres.admin(TERMINATE)
  } else {
    await postgres.fall(fall)
    await postgres.rise()
  }
  return Date.now()
}

/** Payments go on at the same pace whatever happens to us. */
function payAll(shop: Shop, sessions: readonly string[]) {
  let done = 0
  let endedAt = 0
  const all = (async () => {
    for (const session of sessions) {
      await shop.pay(session)
      await new Promise((next) => setTimeout(next, 40))
      done += 1
    }
    endedAt = Date.now()
  })()
  return { all, done: () => done, endedAt: () => endedAt }
}

async function untilAllUnlocked(system: System, sessions: readonly string[]): Promise<void> {
  await until('everybody to be let in', async () => {
    const [row] = await system.rows<{ count: number }>(
      `SELECT count(*)::integer AS count FROM delivery d JOIN purchase p ON p.id = d.purchase_id
       WHERE d.action = 'unlock' AND d.state = 'done' AND p.session_id = ANY($1)`,
      [sessions],
    )
    return row?.count === sessions.length
  })
}

/** Milliseconds from when a payment was known here and the database served, to the unlock: the slowest of them. */
async function slowest(system: System, sessions: readonly string[], back: number): Promise<number> {
  const [row] = await system.rows<{ most: number }>(
    `SELECT (1000 * extract(epoch FROM max(d.done_at - greatest(known.at, to_timestamp($2::float8 / 1000)))))::float8 AS most
     FROM delivery d JOIN purchase p ON p.id = d.purchase_id
     JOIN LATERAL (SELECT min(received_at) AS at FROM stripe_event WHERE object_id = p.session_id) known ON true
     WHERE d.action = 'unlock' AND p.session_id = ANY($1)`,
    [sessions, back],
  )
  return Math.max(0, row?.most ?? 0)
}
