import Stripe from 'stripe'
import type { Handlers } from './call'
import { invalidRequest } from './errors'
import { newId, randomText } from './ids'
import { listPage } from './lists'
import { mustFind } from './lookup'
import { mergeMetadata } from './metadata'

type Endpoints = Pick<
  Handlers,
  | 'POST /v1/webhook_endpoints'
  | 'GET /v1/webhook_endpoints'
  | 'GET /v1/webhook_endpoints/:id'
  | 'POST /v1/webhook_endpoints/:id'
  | 'DELETE /v1/webhook_endpoints/:id'
>
type Params = Stripe.WebhookEndpointCreateParams

const MOST = 16

function makeEndpoint(params: Params, now: number): Stripe.WebhookEndpoint {
  return {
    id: newId('we'),
    object: 'webhook_endpoint',
    api_version: params.api_version ?? null,
    application: null,
    created: now,
    description: params.description || null,
    enabled_events: params.enabled_events,
    livemode: false,
    metadata: mergeMetadata({}, params.metadata),
    secret: `whsec_${randomText(32)}`,
    status: 'enabled',
    url: params.url,
  }
}

/** "The endpoint's secret … Only returned at creation" (SDK types). */
function withoutSecret(endpoint: Stripe.WebhookEndpoint): Stripe.WebhookEndpoint {
  const { secret: _secret, ...shown } = endpoint
  return shown
}

/**
 * What Stripe refuses beyond the types, which know every event. Stripe also refuses addresses that it cannot reach from the
 * internet; here the receiver is on this machine. Wordings are guesses.
 */
function refuse({ url, enabled_events: events }: { url?: string; enabled_events?: readonly string[] }): void {
  const address = url === undefined ? undefined : URL.parse(url)
  if (url !== undefined && address?.protocol !== 'http:' && address?.protocol !== 'https:')
    throw invalidRequest('Invalid URL: An explicit scheme (such as https) must be provided.', {
      param: 'url',
      code: 'url_invalid',
    })
  if (events?.length === 0)
    throw invalidRequest('You must enable at least one event.', { param: 'enabled_events' })
  if (events?.includes('*') && events.length > 1)
    throw invalidRequest('`*` cannot be combined with other events.', { param: 'enabled_events' })
}

/** This emulator speaks one version: an endpoint of another would get events in a shape that nobody here can make. */
function refuseVersion(version: string | undefined): void {
  if (version === undefined || version === Stripe.API_VERSION) return
  throw invalidRequest(`Invalid Stripe API version: ${version}`, { param: 'api_version' })
}

export const webhookEndpoints: Endpoints = {
  'POST /v1/webhook_endpoints': ({ world, account }, params) => {
    refuse(params)
    refuseVersion(params.api_version)
    if (params.connect === true)
      throw invalidRequest('connect is not available in this test environment.', { param: 'connect' })
    // docs.stripe.com/webhooks: "You can register up to 16 webhook endpoints". Wording: guess.
    if (account.tables.webhook_endpoint.size >= MOST)
      throw invalidRequest(`You have reached the maximum of ${MOST} test webhook endpoints.`)
    return { ...account.tables.webhook_endpoint.add(makeEndpoint(params, world.now())) }
  },
  'GET /v1/webhook_endpoints': ({ account }, params) => {
    const found = listPage(account.tables.webhook_endpoint, '/v1/webhook_endpoints', params)
    return { ...found, data: found.data.map(withoutSecret) }
  },
  'GET /v1/webhook_endpoints/:id': ({ account }, _params, id) =>
    withoutSecret(mustFind(account.tables.webhook_endpoint, 'webhook_endpoint', id)),
  'POST /v1/webhook_endpoints/:id': ({ account }, params, id) => {
    const endpoint = mustFind(account.tables.webhook_endpoint, 'webhook_endpoint', id)
    refuse(params)
    if (params.url !== undefined) endpoint.url = params.url
    if (params.enabled_events !== undefined) endpoint.enabled_events = params.enabled_events
    if (params.description !== undefined) endpoint.description = params.description || null
    if (params.disabled !== undefined) endpoint.status = params.disabled ? 'disabled' : 'enabled'
    endpoint.metadata = mergeMetadata(endpoint.metadata, params.metadata)
    return withoutSecret(endpoint)
  },
  'DELETE /v1/webhook_endpoints/:id': ({ account }, _params, id): Stripe.DeletedWebhookEndpoint => {
    mustFind(account.tables.webhook_endpoint, 'webhook_endpoint', id)
    account.tables.webhook_endpoint.remove(id)
    return { id, object: 'webhook_endpoint', deleted: true }
  },
}
