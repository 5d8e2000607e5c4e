import { handledEventTypes } from '@/lib/payments/handled-events'
import { recordEvent } from '@/lib/payments/record-event'
import type { ComparisonRun } from './comparison'
import { beforeFirstAttempt, DAY_MS } from './first-attempt'
import type { AccountServices, Tally } from './services'

/** An event may fail at the last of several endpoints long after it was made; Stripe tries for three days. */
const OVERLAP_MS = 3 * DAY_MS
/** Stripe lists no older ones (docs.stripe.com/api/events). An hour less, so that our clock may be wrong a little. */
const KEPT_MS = 30 * DAY_MS - 3_600_000

/**
 * Events that no webhook has brought are recorded as if one had: the worker processes them. One that is here already
 * changes nothing (R13).
 */
export async function compareEvents(services: AccountServices, run: ComparisonRun): Promise<Tally> {
  const { stripe, log } = services
  const from =
    run.readUntil === undefined
      ? await beforeFirstAttempt(services)
      : new Date(run.readUntil.getTime() - OVERLAP_MS)
  const since = new Date(Math.max(from.getTime(), run.startedAt.getTime() - KEPT_MS))
  let lookedAt = 0
  let repaired = 0
  for await (const event of stripe.undeliveredEvents(handledEventTypes, since)) {
    lookedAt += 1
    if ((await recordEvent(services, event)) !== 'recorded') continue
    repaired += 1
    log.warn({ event: event.id, type: event.type }, 'an event was found only by reconciliation')
  }
  return { lookedAt, repaired, open: 0 }
}
