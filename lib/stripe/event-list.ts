import type Stripe from 'stripe'
import type { VerifiedEvent } from './port'
import { eventFacts } from './verify-event'

/** Stripe takes at most so many types in one question (docs.stripe.com/api/events/list). */
const TYPES_AT_ONCE = 20

/**
 * The events of these types since a moment that no webhook endpoint has taken: failed, or still on their way. Stripe
 * keeps events for 30 days. Throws when unreachable.
 */
export async function* undeliveredEvents(
  stripe: Stripe,
  types: readonly string[],
  since: Date,
): AsyncIterable<VerifiedEvent> {
  const created = { gte: Math.floor(since.getTime() / 1_000) }
  for (let from = 0; from < types.length; from += TYPES_AT_ONCE) {
    const some = types.slice(from, from + TYPES_AT_ONCE)
    const list = stripe.events.list({ types: some, delivery_success: false, created, limit: 100 })
    for await (const event of list) {
      const facts = eventFacts(event)
      if (facts === undefined) throw new Error(`Stripe lists an event that cannot be read: ${event.id}`)
      yield facts
    }
  }
}
