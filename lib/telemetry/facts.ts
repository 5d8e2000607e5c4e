/**
 * What a span or a metric may say: ids of ours and of Stripe's, kinds, states and counts. A closed list, so that nobody's
 * name, e-mail, account, token or address can slip into what leaves this process.
 */
export type Facts = {
  readonly event?: string
  readonly eventType?: string
  readonly session?: string
  readonly attempt?: string
  readonly purchase?: string
  readonly delivery?: string
  readonly destination?: string
  readonly action?: string
  readonly outcome?: string
  readonly queue?: string
  /** How often it was tried, this time included. */
  readonly tries?: number
  readonly deliveries?: number
  readonly httpMethod?: string
  readonly httpStatus?: number
}

/** The names under which they are exported: OpenTelemetry's own where it has one. */
const NAMES: Readonly<Record<keyof Facts, string>> = {
  event: 'university.event',
  eventType: 'university.event.type',
  session: 'university.session',
  attempt: 'university.attempt',
  purchase: 'university.purchase',
  delivery: 'university.delivery',
  destination: 'university.destination',
  action: 'university.action',
  outcome: 'university.outcome',
  queue: 'university.queue',
  tries: 'university.tries',
  deliveries: 'university.deliveries',
  httpMethod: 'http.request.method',
  httpStatus: 'http.response.status_code',
}

/** Facts as attributes of a span or a metric. */
export function attributesOf(facts: Facts): Record<string, string | number> {
  const attributes: Record<string, string | number> = {}
  let key: keyof Facts
  for (key in NAMES) {
    const value = facts[key]
    if (value !== undefined) attributes[NAMES[key]] = value
  }
  return attributes
}
