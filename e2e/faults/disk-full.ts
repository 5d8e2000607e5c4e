import { createProgress } from './progress'
import { score } from './scoreboard'
import type { Score } from './scoreboard'
import type { Shop } from './shop'
import type { System } from './system'
import { untilSettled } from './settled'
import type { HeldEvent, Mailbox } from './mailbox'
import type { Problem } from './verdict'
import { postUntilTaken, postWebhook } from './webhook-post'

/** The tables whose inserts fail, one after the other: the webhook's own, and those of the worker. */
export const WRITTEN_TABLES = [
  'stripe_event',
  'purchase',
  'ledger_transaction',
  'delivery',
  'delivery_attempt',
] as const

/**
 * Postgres says that its disk is full (SQLSTATE 53100) to whatever is written to a table; then there is space again.
 * A webhook that could not be stored must be answered with 503.
 */
export async function fillTables(
  system: System,
  { shop, mailbox }: { readonly shop: Shop; readonly mailbox: Mailbox },
  tables: readonly (typeof WRITTEN_TABLES)[number][],
  accepted: Set<string>,
): Promise<Score> {
  const part = 'disk full, as Postgres says it'
  const progress = createProgress(part, tables.length)
  const problems: Problem[] = []
  let deliveries = 0
  await system.rows(`CREATE OR REPLACE FUNCTION disk_is_full() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$`)
  for (const table of tables) {
    const events = await paid(shop, mailbox)
    await system.rows(
      `CREATE TRIGGER disk_is_full BEFORE INSERT ON ${table} FOR EACH ROW EXECUTE FUNCTION disk_is_full()`,
    )
    const refused: HeldEvent[] = []
    for (const event of events) {
      const status = await postWebhook(system, event.body)
      const expected = table === 'stripe_event' ? 503 : 200
      if (status !== expected)
        problems.push({ fault: 'wrong', what: `${status} while ${table} could not be written` })
      if (status === 200) accepted.add(event.id)
      else refused.push(event)
    }
    await new Promise((done) => setTimeout(done, 500))
    await system.rows(`DROP TRIGGER disk_is_full ON ${table}`)
    for (const event of refused) {
      await postUntilTaken(system, event.body)
      accepted.add(event.id)
    }
    deliveries += events.length + refused.length
    progress.step(table)
  }
  await system.rows('DROP FUNCTION disk_is_full()')
  await untilSettled(system)
  progress.end()
  return score(part, { deliveries, problems })
}

/** A payment's events, which are still to be delivered. */
async function paid(shop: Shop, mailbox: Mailbox): Promise<readonly HeldEvent[]> {
  const payment = await shop.pay(await shop.open())
  await new Promise((done) => setTimeout(done, 100))
  return mailbox.of(payment.session, payment.intent)
}
