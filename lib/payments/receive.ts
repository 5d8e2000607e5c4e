import type { Clock } from '@/lib/clock'
import { failpoint } from '@/lib/failpoint'
import type { StripePort } from '@/lib/stripe/port'
import { countEvent } from '@/lib/telemetry/measures'
import { carry, traced } from '@/lib/telemetry/spans'
import type { Say } from '@/lib/telemetry/spans'
import { recordEvent } from './record-event'
import type { RecordServices } from './record-event'

export type ReceiveServices = RecordServices & {
  readonly stripe: StripePort
  readonly clock: Clock
}

export type ReceiveResult = 'recorded' | 'repeat' | 'bad-signature' | 'bad-body' | 'not-stored'

/**
 * Takes one webhook: verifies the raw body, records the event with its job, and is done. Never processes here, so that
 * Stripe gets its answer in one round trip and a slow system elsewhere cannot lose an event. Here begins the trace that
 * leads to the learning platform's answer.
 */
export function receiveEvent(
  services: ReceiveServices,
  webhook: { rawBody: string; signature: string },
): Promise<ReceiveResult> {
  return traced({ name: 'POST /api/webhooks/stripe', part: 'request-taken' }, async (say) => {
    const result = await receive(services, webhook, say)
    say({ outcome: result })
    return result
  })
}

async function receive(
  services: ReceiveServices,
  webhook: { rawBody: string; signature: string },
  say: Say,
): Promise<ReceiveResult> {
  const { stripe, clock, log } = services
  const verified = stripe.verify(webhook.rawBody, webhook.signature, clock.now())
  if (verified.outcome !== 'verified') {
    countEvent('refused')
    return verified.outcome
  }
  failpoint('receive.verified')
  const { event } = verified
  say({ event: event.id, eventType: event.type })
  try {
    const result = await recordEvent(services, event, carry())
    failpoint('receive.woken')
    countEvent(result === 'repeat' ? 'repeat' : 'received', { eventType: event.type })
    return result
  } catch (error) {
    log.error({ err: error, event: event.id, type: event.type }, 'a Stripe event could not be stored')
    countEvent('not-stored', { eventType: event.type })
    return 'not-stored'
  }
}
