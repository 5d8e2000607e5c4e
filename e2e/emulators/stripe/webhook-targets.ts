import type Stripe from 'stripe'
import type { Account } from './store'

export type WebhookTarget = { url: string; secret: string }
/** Where an event goes: an endpoint made through the API, or (null) the target given at the start. */
export type Destination = { endpoint: string | null; target: WebhookTarget }

/** Everybody an event of this type is sent to. "'*' indicates that all events are enabled" (SDK types). */
export function destinations(
  account: Account,
  type: string,
  given: WebhookTarget | undefined,
): Destination[] {
  const wants = ({ status, enabled_events: events }: Stripe.WebhookEndpoint): boolean =>
    status === 'enabled' && (events.includes('*') || events.includes(type))
  const endpoints = [...account.tables.webhook_endpoint.newestFirst()].toReversed().filter(wants)
  return [
    ...(given ? [{ endpoint: null, target: given }] : []),
    ...endpoints.map(({ id, url, secret }) => ({ endpoint: id, target: { url, secret: secret ?? '' } })),
  ]
}
