import Stripe from 'stripe'
import type { Handlers } from './call'
import { deliveryId } from './delivery-record'
import { invalidRequest } from './errors'
import { newId } from './ids'
import { createdWithin, listPage } from './lists'
import { mustFind } from './lookup'
import type { Account } from './store'
import type { Cause, EventDraft } from './world'

type Events = Pick<Handlers, 'GET /v1/events' | 'GET /v1/events/:id'>

/** An event with its object as it is at this moment: later changes do not touch it. */
export function makeEvent(draft: EventDraft, cause: Cause, now: number, pending: number): Stripe.EventBase {
  const previous = draft.previous ? { previous_attributes: draft.previous } : {}
  return {
    id: newId('evt'),
    object: 'event',
    api_version: Stripe.API_VERSION,
    created: now,
    data: { object: JSON.parse(JSON.stringify(draft.object)), ...previous },
    livemode: false,
    pending_webhooks: pending,
    request: { id: cause.requestId, idempotency_key: cause.idempotencyKey },
    type: draft.type,
  }
}

/** "If false, events which are still pending or have failed all delivery attempts to a webhook endpoint will be returned" (SDK types). */
function delivered(account: Account, id: string): boolean {
  const endpoints = [null, ...[...account.tables.webhook_endpoint.newestFirst()].map((row) => row.id)]
  const states = endpoints.map((endpoint) => account.tables.delivery.get(deliveryId(id, endpoint))?.state)
  return !states.some((state) => state === 'pending' || state === 'failed')
}

/** `customer.*` stands for a whole family (SDK types: "or a group of events using * as a wildcard"). */
function matchesType(type: string, pattern: string): boolean {
  return pattern.endsWith('*') ? type.startsWith(pattern.slice(0, -1)) : type === pattern
}

const MAX_TYPES = 20

export const events: Events = {
  'GET /v1/events': ({ account }, params) => {
    if (params.type !== undefined && params.types !== undefined) {
      throw invalidRequest('You may only specify one of these parameters: type, types.', { param: 'type' })
    }
    if ((params.types ?? []).length > MAX_TYPES) {
      throw invalidRequest(`You may only specify up to ${MAX_TYPES} event types.`, { param: 'types' })
    }
    const types = params.types ?? (params.type === undefined ? undefined : [params.type])
    return listPage(account.tables.event, '/v1/events', params, (row) => {
      const wanted = types === undefined || types.some((pattern) => matchesType(row.type, pattern))
      const told =
        params.delivery_success === undefined || delivered(account, row.id) === params.delivery_success
      return wanted && told && createdWithin(row.created, params.created)
    })
  },
  'GET /v1/events/:id': ({ account }, _params, id) => mustFind(account.tables.event, 'event', id),
}
