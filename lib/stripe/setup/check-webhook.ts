import Stripe from 'stripe'
import { z } from 'zod'
import type { CheckContext } from './account-plan'
import { dashboard } from './dashboard'
import type { Finding, Look, Repaired } from './finding'
import { BY_SETUP, done } from './finding'

const CHECK = 'webhook'

/** The SDK lists the names one by one; ours are held against Stripe's answer, not against that list. */
const eventName = z.custom<Stripe.WebhookEndpointCreateParams.EnabledEvent>(
  (name) => typeof name === 'string' && /^[a-z_]+(\.[a-z_]+)+$/.test(name),
)
const eventNames = z.array(eventName)

/** The endpoint that tells us of payments: our address, exactly the events we handle, the version our code is made for. */
export async function checkWebhook(context: CheckContext): Promise<Look> {
  const { plan } = context
  const { url, events, reachable } = plan.webhook
  if (!reachable) return { findings: [notReachable(context)] }
  const endpoints: Stripe.WebhookEndpoint[] = []
  for await (const each of plan.stripe.webhookEndpoints.list({ limit: 100 }))
    if (each.url === url) endpoints.push(each)
  // Where there are several, one that is as it must be is left alone rather than another made like it.
  const endpoint = endpoints.find((each) => endpointGaps(each, events).length === 0) ?? endpoints[0]
  const further = endpoints.filter((each) => each !== endpoint)
  if (endpoint === undefined) {
    const detail = `no endpoint at ${url}: nothing tells us of a payment`
    return {
      findings: [{ check: CHECK, state: 'missing', detail, blocks: true, todo: BY_SETUP }],
      repair: () => make(context),
    }
  }
  const beside = [...standing(context, endpoint), ...further.map((each) => extra(context, each))]
  const gaps = endpointGaps(endpoint, events)
  if (gaps.length === 0) return { findings: [done(CHECK, `${events.length} events to ${url}`), ...beside] }
  const amiss: Finding = {
    check: CHECK,
    state: 'missing',
    detail: `${endpoint.id}: ${gaps.join('; ')}`,
    blocks: true,
    todo: BY_SETUP,
  }
  return { findings: [amiss, ...beside], repair: () => change(context, endpoint, beside) }
}

/** What can be changed about an endpoint and has to be. Pure. */
export function endpointGaps(
  endpoint: Pick<Stripe.WebhookEndpoint, 'status' | 'enabled_events'>,
  events: readonly string[],
): string[] {
  const enabled = endpoint.enabled_events
  const lacking = events.filter((type) => !enabled.includes(type))
  const needless = enabled.filter((type) => !events.includes(type))
  return [
    ...(endpoint.status === 'enabled' ? [] : ['it is disabled']),
    ...(lacking.length === 0 ? [] : [`not sent: ${lacking.join(', ')}`]),
    ...(needless.length === 0 ? [] : [`sent in vain: ${needless.join(', ')}`]),
  ]
}

async function make({ plan }: CheckContext): Promise<Repaired> {
  const endpoint = await plan.stripe.webhookEndpoints.create({
    url: plan.webhook.url,
    enabled_events: eventNames.parse(plan.webhook.events),
    api_version: Stripe.API_VERSION,
    description: 'Redis University checkout',
  })
  const name = `${plan.prefix}_WEBHOOK_SECRET`
  const detail = `${endpoint.id}, ${plan.webhook.events.length} events to ${plan.webhook.url}`
  const todo = { what: `Put its secret, shown below only now, into ${name}, and restart web and worker` }
  return {
    findings: [{ check: CHECK, state: 'made', detail, blocks: false, todo }],
    secrets: endpoint.secret === undefined ? [] : [{ name, value: endpoint.secret }],
  }
}

async function change(
  { plan }: CheckContext,
  { id }: Stripe.WebhookEndpoint,
  beside: readonly Finding[],
): Promise<Repaired> {
  const events = eventNames.parse(plan.webhook.events)
  await plan.stripe.webhookEndpoints.update(id, { enabled_events: events, disabled: false })
  const detail = `${id} changed: ${events.length} events to ${plan.webhook.url}`
  return { findings: [{ check: CHECK, state: 'made', detail, blocks: false }, ...beside] }
}

/** What no machine can change about an endpoint that is there. */
function standing({ plan, shown }: CheckContext, endpoint: Stripe.WebhookEndpoint): Finding[] {
  const where = dashboard('webhooks', { ...plan, id: shown?.id }, endpoint.id)
  const name = `${plan.prefix}_WEBHOOK_SECRET`
  const secret: Finding = {
    check: CHECK,
    state: 'missing',
    detail: `${name} is not set: nothing that Stripe sends can be verified`,
    blocks: true,
    todo: { what: `Reveal the signing secret and put it into ${name}`, where },
  }
  const version: Finding = {
    check: CHECK,
    state: 'to do',
    detail: `sends ${endpoint.api_version === null ? "the account's default version" : `version ${endpoint.api_version}`}, the code is made for ${Stripe.API_VERSION}`,
    blocks: false,
    todo: {
      what: `Stripe cannot change it: delete ${endpoint.id}, run npm run stripe:setup, and replace ${name} at once`,
      where,
    },
  }
  return [
    ...(plan.webhook.secretSet ? [] : [secret]),
    ...(endpoint.api_version === Stripe.API_VERSION ? [] : [version]),
  ]
}

function extra({ plan, shown }: CheckContext, { id }: Stripe.WebhookEndpoint): Finding {
  const where = dashboard('webhooks', { ...plan, id: shown?.id }, id)
  const detail = `${id} sends to the same address with another secret: all it sends is refused`
  const todo = { what: `See which secret ${plan.prefix}_WEBHOOK_SECRET is, delete the other endpoint`, where }
  return { check: CHECK, state: 'to do', detail, blocks: false, todo }
}

function notReachable({ plan }: CheckContext): Finding {
  const { url, events } = plan.webhook
  const local = plan.livemode
    ? { what: 'Set APP_URL to the public https:// address of the site' }
    : { what: `stripe listen --forward-to ${url} --events ${events.join(',')}` }
  const detail = `Stripe cannot reach ${url}`
  return { check: CHECK, state: 'to do', detail, blocks: plan.livemode, todo: local }
}
