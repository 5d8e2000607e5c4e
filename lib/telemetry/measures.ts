import { metrics } from '@opentelemetry/api'
import type { Counter, Histogram, MeterProvider } from '@opentelemetry/api'
import { attributesOf } from './facts'
import type { Facts } from './facts'
import { SCOPE } from './spans'

type Measures = {
  readonly timeToUnlock: Histogram
  readonly events: Counter
  readonly attempts: Counter
}

/** Seconds: from the usual two to the three days after which a person has to decide (R14). */
const UNLOCK_SECONDS = [1, 2, 5, 10, 30, 60, 300, 900, 3_600, 14_400, 86_400, 259_200]

/** Made once for each provider: those made before telemetry was started would measure nothing for ever. */
const made = new WeakMap<MeterProvider, Measures>()

function measures(): Measures {
  const provider = metrics.getMeterProvider()
  const known = made.get(provider)
  if (known !== undefined) return known
  const meter = provider.getMeter(SCOPE)
  const fresh: Measures = {
    timeToUnlock: meter.createHistogram('university.time_to_unlock', {
      description: 'From the payment to the course being open at the learning platform.',
      unit: 's',
      advice: { explicitBucketBoundaries: UNLOCK_SECONDS },
    }),
    events: meter.createCounter('university.events', {
      description: "Stripe's events, by what became of them: received, repeat, refused, handled, failed.",
    }),
    attempts: meter.createCounter('university.delivery.attempts', {
      description: 'Calls to deliver something, by what came of them.',
    }),
  }
  made.set(provider, fresh)
  return fresh
}

/** One learner's course was opened: how long that took since they had paid. */
export function measureUnlock(seconds: number, facts: Pick<Facts, 'destination'>): void {
  measures().timeToUnlock.record(seconds, attributesOf(facts))
}

/** An event of Stripe's, and what became of it. A failed one is counted each time it fails. */
export function countEvent(
  outcome: 'received' | 'repeat' | 'refused' | 'not-stored' | 'handled' | 'failed',
  facts: Pick<Facts, 'eventType'> = {},
): void {
  measures().events.add(1, attributesOf({ ...facts, outcome }))
}

/** A call to deliver something, and what came of it. */
export function countAttempt(facts: Pick<Facts, 'destination' | 'action' | 'outcome'>): void {
  measures().attempts.add(1, attributesOf(facts))
}
