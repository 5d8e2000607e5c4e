import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { audit } from './audit'
import type { HeldEvent, Mailbox } from './mailbox'
import { createProgress } from './progress'
import { score } from './scoreboard'
import type { Score } from './scoreboard'
import { untilSettled } from './settled'
import type { Payment, Shop } from './shop'
import type { System } from './system'
import type { Problem } from './verdict'
import { postUntilTaken, postWebhook } from './webhook-post'

type World = { readonly system: System; readonly shop: Shop; readonly mailbox: Mailbox }

/**
 * Proof that losses are noticed: commits are not durable, every process of Postgres dies right after the last 200, and
 * the audit must miss events. Afterwards all is as before.
 */
export async function breakDurability(world: World, purchases: number): Promise<Score> {
  const part = 'broken on purpose: commit not durable'
  const progress = createProgress(part, 1)
  const { system } = world
  const events = (await payments(world, purchases)).flat()
  await stopPrograms(system)
  await system.postgres.admin('ALTER ROLE university_app SET synchronous_commit = off')
  await system.postgres.admin("ALTER SYSTEM SET wal_writer_delay = '10s'")
  await system.postgres.admin('SELECT pg_reload_conf()')
  await system.web.start()
  await system.postgres.admin('CHECKPOINT')
  const accepted = new Set<string>()
  await Promise.all(
    events.map(async ({ id, body }) => {
      if ((await postWebhook(system, body)) === 200) accepted.add(id)
    }),
  )
  await system.postgres.fall('kill-all')
  await system.postgres.rise()
  const found = (await audit(system, accepted)).filter(
    ({ fault, what }) => fault === 'lost' && what.includes('answered with 200'),
  )
  await system.postgres.admin('ALTER ROLE university_app RESET synchronous_commit')
  await system.postgres.admin('ALTER SYSTEM RESET wal_writer_delay')
  await system.postgres.admin('SELECT pg_reload_conf()')
  await system.web.stop()
  await Promise.all([system.web.start(), system.workers[0].start()])
  for (const { body } of events) await postUntilTaken(system, body)
  await untilSettled(system)
  progress.end()
  return caught(part, 'lost', found, events.length)
}

/** What "once" rests on. */
const UNIQUENESS = [
  'ALTER TABLE stripe_event DROP CONSTRAINT stripe_event_pkey',
  'DROP INDEX ledger_transaction_key_key',
  'DROP INDEX purchase_attempt_id_key',
  'DROP INDEX purchase_session_id_key',
  'DROP INDEX purchase_reference_key',
  'DROP INDEX delivery_purchase_id_destination_number_key',
  'DROP INDEX delivery_one_unfinished',
]

/**
 * Proof that doubles are noticed: the application looks before it inserts instead of leaving it to a unique index, and
 * locks no rows. The database is of no use afterwards.
 */
export async function breakUniqueness(world: World, purchases: number): Promise<Score> {
  const part = 'broken on purpose: check, then insert'
  const progress = createProgress(part, 1)
  const { system } = world
  await stopPrograms(system)
  for (const statement of UNIQUENESS) await system.rows(statement)
  const breaking = pathToFileURL(join(import.meta.dirname, 'check-then-insert.ts')).href
  const options = { NODE_OPTIONS: `${system.env['NODE_OPTIONS'] ?? ''} --import=${breaking}` }
  for (const program of [system.web, ...system.workers]) program.changeEnvironment(options)
  await Promise.all([system.web, ...system.workers].map((program) => program.start()))
  let deliveries = 0
  for (const events of await payments(world, purchases)) {
    const copies = events.flatMap((event) => Array.from({ length: 4 }, () => event.body))
    await Promise.all(copies.map((body) => postUntilTaken(system, body)))
    deliveries += copies.length
  }
  await untilSettled(system, 15_000)
  const found = (await audit(system)).filter(({ fault }) => fault === 'double')
  progress.end()
  return caught(part, 'double', found, deliveries)
}

/** The score of a part that breaks something on purpose: good when the audit found it. */
export function caught(part: string, fault: string, found: readonly Problem[], deliveries: number): Score {
  if (found.length > 0) return score(`${part} (caught: ${found.length} ${fault})`, { deliveries })
  const what = 'the audit noticed nothing, so it proves nothing'
  return score(part, { deliveries, problems: [{ fault: 'wrong', what }] })
}

async function stopPrograms({ web, workers }: System): Promise<void> {
  await Promise.all([web, ...workers].map((program) => program.stop()))
}

/** The events of so many payments that nobody has heard of yet. */
async function payments({ shop, mailbox }: World, count: number): Promise<(readonly HeldEvent[])[]> {
  const made: Payment[] = []
  for (let n = 0; n < count; n += 1) made.push(await shop.pay(await shop.open()))
  await new Promise((done) => setTimeout(done, 300))
  return made.map(({ session, intent }) => mailbox.of(session, intent))
}
