import { trace } from '@opentelemetry/api'
import { Writable } from 'node:stream'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startOtlpCollector } from '@/e2e/emulators/otlp/start'
import type { OtlpCollector } from '@/e2e/emulators/otlp/start'
import { openMoneyPath, WEBHOOK_SECRET } from '@/e2e/money-path'
import type { MoneyPath } from '@/e2e/money-path'
import { runDelivery } from '@/lib/deliveries/run'
import { readBacklog } from '@/lib/health/backlog'
import { deliveryIdSchema } from '@/lib/ids'
import { processEvent } from '@/lib/payments/process-event'
import { receiveEvent } from '@/lib/payments/receive'
import { stripeAccounts } from '@/lib/stripe/accounts'
import { observeBacklog } from '@/lib/telemetry/gauges'
import { startTelemetry } from './telemetry'
import type { Telemetry } from './telemetry'

const EMAIL = 'lena.rivera@example.com'
const SMID = 'ACME-TRACED-4821'

let path: MoneyPath
let collector: OtlpCollector
let telemetry: Telemetry
let said: Record<string, unknown>[] = []
beforeAll(async () => {
  path = await openMoneyPath()
})
afterAll(() => path.close())
beforeEach(async () => {
  said = []
  collector = await startOtlpCollector({ port: 0 })
  telemetry = begin()
})
afterEach(async () => {
  await telemetry.stop()
  await collector.close()
  path.flockjayEmulator.faults.replace([])
})

function begin(): Telemetry {
  const lines = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      said.push(JSON.parse(chunk.toString()))
      done()
    },
  })
  const settings = { OTEL_EXPORTER_OTLP_ENDPOINT: `${collector.url}/`, OTEL_SERVICE_NAME: 'shop' }
  return startTelemetry('worker', settings, pino(lines))
}

let serial = 0
/** A paid session, and its event as Stripe sends it. */
async function paid() {
  const session = await path.open(`${(serial += 1)}.${EMAIL}`, { smid: `${SMID}-${serial}` })
  expect(await path.pay(session)).toBe(200)
  const id = `evt_traced${serial}`
  const rawBody = JSON.stringify({
    id,
    type: 'checkout.session.completed',
    created: Math.floor(Date.now() / 1_000),
    api_version: null,
    livemode: false,
    data: { object: { id: session, customer_details: { email: EMAIL } } },
  })
  const signature = path.sdk.webhooks.generateTestHeaderString({ payload: rawBody, secret: WEBHOOK_SECRET })
  return { id, session, webhook: { rawBody, signature } }
}

/** From the webhook to the open course, as web and worker do it. */
async function sellOne() {
  const { id, session, webhook } = await paid()
  expect(await receiveEvent(path.services, webhook)).toBe('recorded')
  await processEvent(path.services, id)
  const [row] = await path.rows(
    'SELECT d.id, d.purchase_id FROM delivery d JOIN purchase p ON p.id = d.purchase_id WHERE p.session_id = $1',
    [session],
  )
  const delivery = deliveryIdSchema.parse(row?.['id'])
  await runDelivery(path.services, delivery)
  return { event: id, session, delivery, purchase: String(row?.['purchase_id']) }
}
const stateOf = async (delivery: string) =>
  (await path.rows('SELECT state FROM delivery WHERE id = $1', [delivery]))[0]?.['state']
const point = (name: string, attributes: object = {}) =>
  collector.points().find((one) => {
    const same = Object.entries(attributes).every(([key, value]) => one.attributes[key] === value)
    return one.name === name && same
  })

describe('one trace leads from the webhook to Flockjay’s answer', () => {
  it('through both processes and both tables, each span under what caused it', async () => {
    const sold = await sellOne()
    await telemetry.flush()
    const spans = collector.spans()
    expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1)
    const nameOf = (id: string | undefined) => spans.find(({ spanId }) => spanId === id)?.name
    const edges = spans.map(({ name, parentSpanId }) => [name, parentSpanId ? nameOf(parentSpanId) : 'none'])
    expect(edges).toHaveLength(8)
    expect(edges).toEqual(
      expect.arrayContaining([
        ['POST /api/webhooks/stripe', 'none'],
        ['process event', 'POST /api/webhooks/stripe'],
        ['process payment', 'process event'],
        ['read payment at Stripe', 'process payment'],
        ['book payment', 'process payment'],
        ['deliver', 'book payment'],
        ['PUT Flockjay', 'deliver'],
        ['GET Flockjay', 'deliver'],
      ]),
    )
    const said = Object.fromEntries(spans.map(({ name, attributes }) => [name, attributes]))
    expect(said['POST /api/webhooks/stripe']).toEqual({
      'university.event': sold.event,
      'university.event.type': 'checkout.session.completed',
      'university.outcome': 'recorded',
    })
    expect(said['deliver']).toEqual({
      'university.delivery': sold.delivery,
      'university.purchase': sold.purchase,
      'university.destination': 'flockjay',
      'university.action': 'unlock',
      'university.tries': 1,
      'university.outcome': 'done',
    })
    expect(said['PUT Flockjay']).toEqual({
      'http.request.method': 'PUT',
      'http.response.status_code': 201,
    })
    expect(spans[0]?.resource).toMatchObject({ 'service.name': 'shop', 'university.process': 'worker' })
  })
  it('and a failed try is in it too, marked, without what the other side said', async () => {
    path.flockjayEmulator.faults.replace([
      { match: 'PUT /enrollments/*', times: 1, status: 503, body: `no seat for ${EMAIL}` },
    ])
    const { delivery } = await sellOne()
    expect(await stateOf(delivery)).toBe('waiting')
    await path.rows('UPDATE delivery SET due_at = now() WHERE id = $1', [delivery])
    await runDelivery(path.services, delivery)
    expect(await stateOf(delivery)).toBe('done')
    await telemetry.flush()
    const tries = collector.spans().filter(({ name }) => name === 'deliver')
    expect(tries.map(({ attributes }) => attributes['university.outcome'])).toEqual(['retry', 'done'])
    expect(new Set(tries.map(({ parentSpanId }) => parentSpanId)).size).toBe(1)
  })
  it('work that throws marks its spans with the error’s name and nothing more', async () => {
    const { id, webhook } = await paid()
    await receiveEvent(path.services, webhook)
    const { stripe } = path.services
    const silent = {
      ...stripe,
      readSession: () => Promise.resolve({ outcome: 'unreachable', detail: EMAIL } as const),
    }
    await expect(processEvent({ ...path.services, accounts: stripeAccounts(silent) }, id)).rejects.toThrow(
      EMAIL,
    )
    await telemetry.flush()
    const span = collector.spans().find(({ name }) => name === 'process event')
    expect(span?.status.code).toBe(2)
    expect(span?.attributes['error.type']).toBe('Error')
    expect(point('university.events', { 'university.outcome': 'failed' })?.value).toBe(1)
    expect(collector.bodies().join('\n')).not.toContain('@')
  })
  it('nothing of a person leaves: no address, name, account or token in any byte', async () => {
    await sellOne()
    await telemetry.flush()
    const sent = collector.bodies().join('\n')
    expect(sent).toContain('university.purchase')
    for (const secret of ['@', 'Rivera', 'lena', SMID, 'sk_test', 'whsec', 'flockjay-money-path', 'ACME'])
      expect(sent).not.toContain(secret)
  })
  it('what a framework traces by itself does not leave: its addresses may hold signed links', async () => {
    trace.getTracer('next.js').startSpan('GET /university/checkout?handoff=secret').end()
    await sellOne()
    await telemetry.flush()
    expect(collector.spans().length).toBeGreaterThan(0)
    expect(collector.bodies().join('\n')).not.toContain('handoff')
  })
})

describe('metrics', () => {
  it('say how long learners waited, what came and what was delivered', async () => {
    await sellOne()
    await telemetry.flush()
    expect(point('university.time_to_unlock')).toMatchObject({ value: 1 })
    expect(point('university.time_to_unlock')?.sum).toBeGreaterThanOrEqual(0)
    expect(point('university.time_to_unlock')?.sum).toBeLessThan(60)
    const ofEvents = (outcome: string) => point('university.events', { 'university.outcome': outcome })?.value
    expect([ofEvents('received'), ofEvents('handled')]).toEqual([1, 1])
    const attempts = { 'university.outcome': 'done', 'university.action': 'unlock' }
    expect(point('university.delivery.attempts', attempts)?.value).toBe(1)
  })
  it('of the backlog are read when they are sent, and say zero where nothing waits', async () => {
    const end = observeBacklog(() => readBacklog(path.services.db))
    await path.rows(
      `INSERT INTO discrepancy (kind, subject, detail, first_seen_at) VALUES ('balance-differs', 'USD', 'x', now() - interval '1 hour')`,
    )
    await telemetry.flush()
    end()
    const flockjay = { 'university.destination': 'flockjay' }
    expect(point('university.queue.depth', { 'university.queue': 'deliveries', ...flockjay })?.value).toBe(0)
    expect(point('university.destination.down', flockjay)?.value).toBe(0)
    expect(point('university.discrepancies.open')?.value).toBe(1)
    expect(point('university.discrepancy.oldest')?.value).toBeGreaterThanOrEqual(3_600)
  })
})

describe('a collector that is away', () => {
  const complaints = () => said.filter(({ msg }) => String(msg).startsWith('telemetry does not arrive'))

  it('harms nothing, and is said once', async () => {
    await collector.close()
    const { delivery } = await sellOne()
    expect(await stateOf(delivery)).toBe('done')
    await telemetry.flush()
    // Spans and metrics were both lost: two troubles, one line.
    expect(complaints()).toHaveLength(1)
    collector = await startOtlpCollector({ port: 0 })
  })
  it('or refuses what it gets, the same', async () => {
    collector.faults.replace([{ match: 'POST /v1/', status: 400 }])
    const { delivery } = await sellOne()
    expect(await stateOf(delivery)).toBe('done')
    await telemetry.flush()
    expect(complaints()).toHaveLength(1)
  })
  it('or hangs: work is done all the same, before it answers', async () => {
    collector.faults.replace([{ match: 'POST /v1/', delayMs: 2_000 }])
    const sending = telemetry.flush()
    const { delivery } = await sellOne()
    expect(await stateOf(delivery)).toBe('done')
    await sending
  })
})

it('without a collector nothing is started and no trace is kept', async () => {
  await telemetry.stop()
  telemetry = startTelemetry(
    'web',
    { OTEL_EXPORTER_OTLP_ENDPOINT: undefined, OTEL_SERVICE_NAME: 'shop' },
    pino(),
  )
  const { event, delivery } = await sellOne()
  expect(await path.rows('SELECT traceparent FROM stripe_event WHERE id = $1', [event])).toEqual([
    { traceparent: null },
  ])
  expect(await stateOf(delivery)).toBe('done')
  expect(collector.bodies()).toEqual([])
})
