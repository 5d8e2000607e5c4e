import Stripe from 'stripe'
import { handledEventTypes } from '@/lib/payments/handled-events'
import { createStripeClient } from '@/lib/stripe/client'
import { accountOf } from './emulators/stripe/authentication'
import type { StripeEmulator } from './emulators/stripe/start'

/**
 * The webhook endpoint of a demo, made as `npm run stripe:setup` would make it, so that `npm run stripe:check` finds an
 * account in order. Stays over a restart; one of another port goes. Returns its secret.
 */
export async function openEndpoint(
  emulator: StripeEmulator,
  { secretKey, url }: { readonly secretKey: string; readonly url: string },
): Promise<string> {
  const { webhookEndpoints } = createStripeClient({ secretKey, apiUrl: emulator.url })
  const kept = [...emulator.store.account(accountOf(secretKey)).tables.webhook_endpoint.newestFirst()]
  for (const endpoint of kept) if (endpoint.url !== url) await webhookEndpoints.del(endpoint.id)
  const known = kept.find((endpoint) => endpoint.url === url)?.secret
  if (known !== undefined) return known
  const made = await webhookEndpoints.create({
    url,
    enabled_events: handledEventTypes as Stripe.WebhookEndpointCreateParams.EnabledEvent[],
    api_version: Stripe.API_VERSION,
  })
  return made.secret ?? ''
}
