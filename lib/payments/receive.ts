import type { Clock } from '@/lib/clock'
import type { Database } from '@/lib/db/database'
import type { Waker } from '@/lib/jobs/wake'
import type { Logger } from '@/lib/log'
import type { StripePort } from '@/lib/stripe/port'
import { eventEffect } from './handled-events'

export type ReceiveServices = {
  readonly db: Database
  readonly stripe: StripePort
  readonly clock: Clock
  readonly log: Logger
  readonly waker: Waker
}

export type ReceiveResult = 'recorded' | 'repeat' | 'bad-signature' | 'bad-body' | 'not-stored'

/** Event and job in one statement, so one round trip: the insert that finds the event there makes no second job. */
const RECORD = `
  WITH stored AS (
    INSERT INTO stripe_event (id, account, type, object_id, api_version, livemode, created_at, state)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
    ON CONFLICT (id) DO NOTHING RETURNING id, state
  )
  SELECT CASE WHEN state = 'received'
    THEN enqueue_job('stripe-event', jsonb_build_object('eventId', id), id, now())::text END AS job
  FROM stored`

/**
 * Takes one webhook: verifies the raw body, records the event with its job, and is done. Never processes here, so that
 * Stripe gets its answer in one round trip and a slow system elsewhere cannot lose an event.
 */
export async function receiveEvent(
  { db, stripe, clock, log, waker }: ReceiveServices,
  webhook: { rawBody: string; signature: string },
): Promise<ReceiveResult> {
  const verified = stripe.verify(webhook.rawBody, webhook.signature, clock.now())
  if (verified.outcome !== 'verified') return verified.outcome
  const { event } = verified
  const state = eventEffect(event.type) === undefined ? 'not-handled' : 'received'
  try {
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
      ],
    })
    if (stored.rowCount === 0) return 'repeat'
  } catch (error) {
    log.error({ err: error, event: event.id, type: event.type }, 'a Stripe event could not be stored')
    return 'not-stored'
  }
  if (state === 'received') waker.wake('stripe-event')
  log.info({ event: event.id, type: event.type, state }, 'event stored')
  return 'recorded'
}
