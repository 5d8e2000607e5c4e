import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Fault } from '../faults'
import {
  makePrice,
  openReceiver,
  openTestEmulator,
  SECRET,
  sessionParams,
  type Client,
  type TestEmulator,
} from './open-test-emulator'

const COMPLETED = 'checkout.session.completed'

let world: TestEmulator
let stripe: Client
let price: string
let receiver: Awaited<ReturnType<typeof openReceiver>>
let answers: (count: number, type: string) => number

beforeEach(async () => {
  answers = () => 200
  world = await openTestEmulator()
  receiver = await openReceiver((entry, count) => answers(count, entry.type))
  stripe = world.client()
  price = await makePrice(stripe)
  world.emulator.setWebhook({ url: receiver.url, secret: SECRET })
})
afterEach(async () => {
  await world.emulator.close()
  receiver.close()
})

async function paid(...faults: Fault[]) {
  world.emulator.setFaults(faults)
  const session = await stripe.checkout.sessions.create(sessionParams(price))
  expect((await world.control(`sessions/${session.id}/pay`)).status).toBe(200)
  return session.id
}

const undelivered = () => stripe.events.list({ types: [COMPLETED], delivery_success: false })

describe('webhook delivery', () => {
  it('tries again after an error and after a redirect, with the same event and a fresh signature', async () => {
    answers = (count, type) => (type !== COMPLETED ? 200 : count === 1 ? 500 : count === 2 ? 302 : 200)
    await paid()
    await receiver.until(() => receiver.of(COMPLETED).length === 3)
    expect(new Set(receiver.of(COMPLETED).map((entry) => entry.id)).size).toBe(1)
    for (const entry of receiver.of(COMPLETED)) {
      expect(stripe.webhooks.constructEvent(entry.body, entry.signature, SECRET).type).toBe(COMPLETED)
    }
    await expect.poll(async () => (await undelivered()).data).toHaveLength(0)
  })

  it('gives up after its retries, and events.list tells', async () => {
    answers = (_count, type) => (type === COMPLETED ? 503 : 200)
    const id = await paid()
    await receiver.until(() => receiver.of(COMPLETED).length === 3)
    const { data } = await undelivered()
    expect(data).toMatchObject([{ type: COMPLETED, pending_webhooks: 1, data: { object: { id } } }])
    await expect
      .poll(() =>
        [...world.emulator.store.accounts()[0]!.tables.delivery.newestFirst()].filter(
          (row) => row.state === 'failed',
        ),
      )
      .toHaveLength(1)
    expect(receiver.of(COMPLETED)).toHaveLength(3)
  })

  it('counts an endpoint that is not there as a failure', async () => {
    receiver.close()
    await paid()
    expect((await undelivered()).data).toHaveLength(1)
  })

  it('drop: never sent, and known as undelivered', async () => {
    await paid({ match: `webhook ${COMPLETED}`, effect: 'drop' })
    expect((await undelivered()).data).toHaveLength(1)
    await receiver.until(() => receiver.of('invoice.paid').length === 1)
    expect(receiver.of(COMPLETED)).toHaveLength(0)
  })

  it('lose: never sent, yet counted as delivered', async () => {
    await paid({ match: `webhook ${COMPLETED}`, effect: 'lose' })
    expect((await undelivered()).data).toHaveLength(0)
    expect((await stripe.events.list({ types: [COMPLETED] })).data).toHaveLength(1)
    await receiver.until(() => receiver.of('invoice.paid').length === 1)
    expect(receiver.of(COMPLETED)).toHaveLength(0)
  })

  it('duplicate: the same event several times at once', async () => {
    await paid({ match: `webhook ${COMPLETED}`, effect: 'duplicate', count: 3 })
    await receiver.until(() => receiver.of(COMPLETED).length === 4)
    expect(new Set(receiver.of(COMPLETED).map((entry) => entry.id)).size).toBe(1)
  })

  it('reorder: one comes after later ones', async () => {
    await paid({ match: 'webhook payment_intent.created', effect: 'reorder', count: 5 })
    await receiver.until(() => receiver.of('payment_intent.created').length === 1)
    const types = receiver.received.map((entry) => entry.type)
    expect(types.indexOf('payment_intent.created')).toBeGreaterThanOrEqual(3)
    expect(types.indexOf('payment_intent.created')).toBeGreaterThan(types.indexOf('charge.succeeded'))
  })

  it('delay: later', async () => {
    await paid({ match: `webhook ${COMPLETED}`, effect: 'delay', delayMs: 30 })
    expect(receiver.of(COMPLETED)).toHaveLength(0)
    await receiver.until(() => receiver.of(COMPLETED).length === 1)
  })

  it('lose, some of them: as often as the fault says, and the same ones again', async () => {
    world.emulator.setFaults([{ match: 'webhook product.', effect: 'lose', probability: 0.3, seed: 5 }])
    for (let count = 0; count < 40; count += 1) await stripe.products.create({ name: `P${count}` })
    const { delivery, event } = world.emulator.store.accounts()[0]!.tables
    const states = [...event.newestFirst()]
      .filter((row) => row.type === 'product.created')
      .map((row) => delivery.get(row.id)?.state)
    const lost = states.filter((state) => state === 'lost').length
    expect(lost).toBeGreaterThan(4)
    expect(lost).toBeLessThan(22)
    await receiver.until(() => receiver.of('product.created').length === 40 - lost)
    expect((await stripe.events.list({ type: 'product.created', limit: 100 })).data).toHaveLength(41)
  })

  it('held: recorded and sent to nobody, then each of them once', async () => {
    expect((await world.control('settings', { webhooks: 'held' })).status).toBe(200)
    const id = await paid()
    expect(receiver.received).toEqual([])
    expect((await undelivered()).data).toMatchObject([{ data: { object: { id } } }])
    const { tables } = world.emulator.store.accounts()[0]!
    const held = [...tables.delivery.newestFirst()].filter((record) => record.state === 'pending')
    expect(held.length).toBeGreaterThan(5)
    await world.control('settings', { webhooks: 'sent' })
    await receiver.until(() => receiver.of(COMPLETED).length === 1)
    await expect.poll(async () => (await undelivered()).data).toHaveLength(0)
    const ids = receiver.received.map((entry) => entry.id)
    expect(ids.toSorted()).toEqual(held.map((record) => record.id).toSorted())
  })

  it('held: one of them can be sent, and is not sent again with the others', async () => {
    await world.control('settings', { webhooks: 'held' })
    await paid()
    const [event] = (await undelivered()).data
    const sent = await world.control(`events/${event!.id}/send`)
    expect(sent.body).toMatchObject({ state: 'succeeded', attempts: [{ status: 200 }] })
    expect(receiver.received.map((entry) => entry.id)).toEqual([event!.id])
    expect(receiver.received[0]?.body).toBe(JSON.stringify({ ...event, pending_webhooks: 1 }, null, 2))
    const untaken: Fault[] = [{ match: `webhook ${COMPLETED}`, effect: 'lose', times: 1 }]
    world.emulator.setFaults(untaken)
    await world.control('settings', { webhooks: 'sent' })
    await receiver.until(() => receiver.of('invoice.paid').length === 1)
    expect(await (await fetch(`${world.emulator.url}/_emulator/faults`)).json()).toEqual(untaken)
    expect((await world.control('events/evt_none/send')).status).toBe(404)
  })

  it('held: copies and retries wait too', async () => {
    let released = false
    const early: string[] = []
    answers = (count, type) => {
      if (type === 'product.created' && !released && count > 1) early.push('retry')
      if (type === COMPLETED && !released) early.push('copy')
      if (!released) world.emulator.change({ webhooks: 'held' })
      return released ? 200 : 500
    }
    await stripe.products.create({ name: 'First' })
    await receiver.until(() => receiver.of('product.created').length === 1)
    await paid({ match: `webhook ${COMPLETED}`, effect: 'duplicate', count: 2 })
    expect((await stripe.products.list({ limit: 100 })).data).toHaveLength(2)
    released = true
    await world.control('settings', { webhooks: 'sent' })
    await receiver.until(() => receiver.of('product.created').length === 2)
    await receiver.until(() => receiver.of(COMPLETED).length === 3)
    expect(early).toEqual([])
  })

  it('forgets with everything else what it held and how it was set', async () => {
    await world.control('settings', { webhooks: 'held', refundsStay: 'pending', rates: { eur: 2 } })
    await paid()
    await fetch(`${world.emulator.url}/_emulator/state`, { method: 'DELETE' })
    const settings: unknown = await (await fetch(`${world.emulator.url}/_emulator/settings`)).json()
    expect(settings).toMatchObject({ webhooks: 'sent', refundsStay: 'succeeded', rates: {} })
    await stripe.products.create({ name: 'After' })
    await receiver.until(() => receiver.of('product.created').length === 1)
    expect(receiver.received.map((entry) => entry.type)).toEqual(['product.created'])
    expect((await world.control('settings', { webhooks: 'perhaps' })).status).toBe(400)
  })

  it('remembers as many events as it is told to', async () => {
    const small = await openTestEmulator({ keepEvents: 20 })
    for (let count = 0; count < 50; count += 1) await small.client().products.create({ name: `P${count}` })
    const { event, product } = small.emulator.store.accounts()[0]!.tables
    expect([event.size <= 20, product.size]).toEqual([true, 50])
    await small.emulator.close()
  })

  it('goes to the endpoint of the account', async () => {
    const other = await openReceiver()
    world.emulator.setWebhook({ url: other.url, secret: 'whsec_other' }, 'sk_test_other')
    await world.client('sk_test_other').products.create({ name: 'Theirs' })
    await other.until(() => other.of('product.created').length === 1)
    expect(receiver.received.some((entry) => entry.body.includes('Theirs'))).toBe(false)
    other.close()
  })

  it('without an endpoint marks nothing as undelivered', async () => {
    world.emulator.setWebhook(undefined)
    await paid()
    expect((await undelivered()).data).toHaveLength(0)
    const [event] = (await stripe.events.list({ type: COMPLETED })).data
    expect(event).toMatchObject({ pending_webhooks: 0, request: { id: null } })
    expect(await stripe.events.retrieve(event!.id)).toMatchObject({ id: event!.id })
  })
})
