import type { Database } from '@/lib/db/database'
import { failpoint } from '@/lib/failpoint'
import type { Waker } from '@/lib/jobs/wake'
import type { Logger } from '@/lib/log'
import type { StripePort, VerifiedEvent } from '@/lib/stripe/port'
import { judgeEvent } from './judge-event'

export type RecordServices = {
  readonly db: Database
  readonly stripe: Pick<StripePort, 'account' | 'livemode'>
  readonly log: Logger
  readonly waker: Waker
}

/** Event and job in one statement, so one round trip: the insert that finds the event there makes no second job. */
const RECORD = `
  WITH stored AS (
    INSERT INTO stripe_event (id, account, type, object_id, api_version, livemode, created_at, state, failure, traceparent)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
    ON CONFLICT (id) DO NOTHING RETURNING id, state
  )
  SELECT CASE WHEN state = 'received'
    THEN enqueue_job('stripe-event', jsonb_build_object('eventId', id), id, now())::text END AS job
  FROM stored`

/**
 * Stores one event of Stripe with its job, whoever brought it: a webhook or reconciliation. One that concerns us not is
 * stored with the reason and left at that. Throws when the database does not take it.
 */
export async function recordEvent(
  { db, stripe, log, waker }: RecordServices,
  event: VerifiedEvent,
  traceparent?: string,
): Promise<'recorded' | 'repeat'> {
  const { state, why } = judgeEvent(stripe, event)
  const stored = await db.pool.query({
    name: 'record-stripe-event',
    text: RECORD,
    values: [
      event.id,
      stripe.account,
      event.type,
      event.objectId,
      event.apiVersion ?? null,
      event.livemode,
      event.createdAt,
      state,
      why ?? null,
      traceparent ?? null,
    ],
  })
  failpoint('receive.stored')
  if (stored.rowCount === 0) return 'repeat'
  if (state === 'received') waker.wake('stripe-event')
  if (why === undefined) log.info({ event: event.id, type: event.type, state }, 'event stored')
  else log.warn({ event: event.id, type: event.type, why }, 'an event was stored and will not be handled')
  return 'recorded'
}
