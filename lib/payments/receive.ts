import type { Clock } from '@/lib/clock'
import { failpoint } from '@/lib/failpoint'
import type { StripePort } from '@/lib/stripe/port'
import { recordEvent } from './record-event'
import type { RecordServices } from './record-event'

export type ReceiveServices = RecordServices & {
  readonly stripe: StripePort
  readonly clock: Clock
}

export type ReceiveResult = 'recorded' | 'repeat' | 'bad-signature' | 'bad-body' | 'not-stored'

/**
 * Takes one webhook: verifies the raw body, records the event with its job, and is done. Never processes here, so that
 * Stripe gets its answer in one round trip and a slow system elsewhere cannot lose an event.
 */
export async function receiveEvent(
  services: ReceiveServices,
  webhook: { rawBody: string; signature: string },
): Promise<ReceiveResult> {
  const { stripe, clock, log } = services
  const verified = stripe.verify(webhook.rawBody, webhook.signature, clock.now())
  if (verified.outcome !== 'verified') return verified.outcome
  failpoint('receive.verified')
  const { event } = verified
  try {
    const result = await recordEvent(services, event)
    failpoint('receive.woken')
    return result
  } catch (error) {
    log.error({ err: error, event: event.id, type: event.type }, 'a Stripe event could not be stored')
    return 'not-stored'
  }
}
