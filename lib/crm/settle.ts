import { z } from 'zod'
import type { Database, Transaction } from '@/lib/db/database'
import { retryDelay } from '@/lib/deliveries/retry-delay'
import { deliveryIdSchema } from '@/lib/ids'
import { enqueue } from '@/lib/jobs/enqueue'
import type { ClaimedSync } from './claim'
import { LOCK_RECORDS } from './look-for-people'

/** What became of one claimed delivery. */
export type SyncOutcome = {
  readonly delivery: ClaimedSync
  readonly outcome: 'done' | 'retry' | 'needs-person'
  /** For people: up to 200 characters. */
  readonly detail: string
  /** Of the record that was written, or was refused; undefined where none was sent. */
  readonly digest?: string
}

export type SyncCall = { readonly startedAt: Date; readonly durationMs: number }

const KEPT = `
  INSERT INTO delivery_attempt (delivery_id, number, started_at, duration_ms, outcome, detail)
  SELECT id, attempts, $5, $6, outcome, detail
  FROM unnest($1::uuid[], $2::int[], $3::text[], $4::text[]) AS result (id, attempts, outcome, detail)
  ON CONFLICT DO NOTHING`
const SETTLED = `
  UPDATE delivery d SET last_detail = result.detail, claimed_until = NULL, claimed_by = NULL,
    state = CASE result.outcome WHEN 'done' THEN 'done' WHEN 'retry' THEN 'waiting' ELSE 'needs-person' END,
    done_at = CASE result.outcome WHEN 'done' THEN now() END,
    due_at = CASE result.outcome WHEN 'retry' THEN $5::timestamptz ELSE d.due_at END
  FROM unnest($1::uuid[], $2::int[], $3::text[], $4::text[]) AS result (id, attempts, outcome, detail)
  WHERE d.id = result.id AND d.state = 'waiting' AND d.attempts = result.attempts RETURNING d.id`
const FREED = `
  UPDATE delivery SET claimed_until = NULL, claimed_by = NULL
  WHERE id = ANY ($1::uuid[]) AND state = 'superseded' RETURNING id`
/** What was written counts also where something newer is owed by now; what is owed then stays as it is. */
const SENT = `
  UPDATE salesforce_record r SET sent_digest = CASE WHEN new.done THEN new.digest ELSE r.sent_digest END,
    sent_at = CASE WHEN new.done THEN now() ELSE r.sent_at END,
    owed_digest = CASE WHEN new.held THEN new.digest ELSE r.owed_digest END
  FROM unnest($1::uuid[], $2::text[], $3::boolean[], $4::boolean[]) AS new (id, digest, held, done)
  WHERE r.purchase_id = new.id`

const idsSchema = z.array(z.object({ id: deliveryIdSchema }))

/**
 * Records what one call came to for each of its deliveries, in one transaction, and queues what follows. Where one was
 * replaced during the call, only the answer is kept, and what took its place may go out now.
 */
export async function settleSyncs(
  db: Database,
  outcomes: readonly SyncOutcome[],
  { startedAt, durationMs }: SyncCall,
): Promise<void> {
  if (outcomes.length === 0) return
  const ids = outcomes.map(({ delivery }) => delivery.id)
  const results = [
    ids,
    outcomes.map(({ delivery }) => delivery.attempts),
    outcomes.map(withDeadline),
    outcomes.map(({ detail }) => detail.slice(0, 200)),
  ]
  const next = new Date(Date.now() + retryDelay(tries(outcomes), Math.random()))
  await db.prisma.$transaction(async (tx) => {
    const rows = (sql: string, values: readonly unknown[]) => tx.$queryRawUnsafe<unknown>(sql, ...values)
    await rows(LOCK_RECORDS, [outcomes.map(({ delivery }) => delivery.purchaseId)])
    await rows(KEPT, [...results, startedAt, durationMs])
    const settled = idsSchema.parse(await rows(SETTLED, [...results, next]))
    const held = new Set(settled.map(({ id }) => id))
    const sent = outcomes.flatMap(({ delivery, digest, outcome }) =>
      digest === undefined ? [] : { delivery, digest, done: outcome === 'done' },
    )
    if (sent.length > 0)
      await rows(SENT, [
        sent.map(({ delivery }) => delivery.purchaseId),
        sent.map(({ digest }) => digest),
        sent.map(({ delivery }) => held.has(delivery.id)),
        sent.map(({ done }) => done),
      ])
    await queueWhatFollows(tx, outcomes, { held, next, rows })
  })
}

async function queueWhatFollows(
  tx: Transaction,
  outcomes: readonly SyncOutcome[],
  after: {
    readonly held: ReadonlySet<string>
    readonly next: Date
    readonly rows: (sql: string, values: readonly unknown[]) => Promise<unknown>
  },
): Promise<void> {
  const { held, next, rows } = after
  const lost = outcomes.flatMap(({ delivery: { id } }) => (held.has(id) ? [] : [id]))
  const freed = lost.length === 0 ? [] : idsSchema.parse(await rows(FREED, [lost]))
  if (freed[0] !== undefined) await enqueue(tx, 'salesforce', {}, { key: `after ${freed[0].id}` })
  const retried = outcomes.find(({ delivery, outcome }) => outcome === 'retry' && held.has(delivery.id))
  if (retried !== undefined)
    await enqueue(tx, 'salesforce', {}, { key: `${retried.delivery.id}@${next.getTime()}`, due: next })
}

/** After its deadline nothing is tried again by itself. */
function withDeadline({ outcome, delivery }: SyncOutcome): SyncOutcome['outcome'] {
  return outcome === 'retry' && Date.now() >= delivery.deadline.getTime() ? 'needs-person' : outcome
}

/** A batch is tried again together: as late as the one among them that was tried most. */
function tries(outcomes: readonly SyncOutcome[]): number {
  return outcomes.reduce((most, { delivery, outcome }) => {
    return outcome === 'retry' ? Math.max(most, delivery.attempts) : most
  }, 1)
}

/** Locked in the order in which whoever owes records locks them. */
const GIVEN_BACK = `
  WITH held AS (
    SELECT d.id FROM delivery d JOIN unnest($1::uuid[], $2::int[]) AS given (id, attempts)
      ON d.id = given.id AND d.attempts = given.attempts
    ORDER BY d.purchase_id FOR UPDATE OF d
  )
  UPDATE delivery d SET claimed_until = NULL, claimed_by = NULL, attempts = d.attempts - 1,
    last_detail = coalesce($3, d.last_detail)
  FROM held WHERE d.id = held.id`

/** Gives up claims whose call was not made, or came to nothing on our side; that try does not count. */
export async function giveBackSyncs(
  { pool }: Pick<Database, 'pool'>,
  deliveries: readonly ClaimedSync[],
  detail?: string,
): Promise<void> {
  await pool.query(GIVEN_BACK, [
    deliveries.map(({ id }) => id),
    deliveries.map(({ attempts }) => attempts),
    detail?.slice(0, 200) ?? null,
  ])
}
