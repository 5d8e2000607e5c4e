import Stripe from 'stripe'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  openReceiver,
  openTestEmulator,
  refusal,
  SECRET,
  type Client,
  type TestEmulator,
} from './open-test-emulator'

let world: TestEmulator
let stripe: Client
let receiver: Awaited<ReturnType<typeof openReceiver>>
let status: number

beforeEach(async () => {
  status = 200
  world = await openTestEmulator()
  receiver = await openReceiver(() => status)
  stripe = world.client()
})
afterEach(async () => {
  await world.emulator.close()
  receiver.close()
})

const create = (over: Partial<Stripe.WebhookEndpointCreateParams> = {}) =>
  stripe.webhookEndpoints.create({ url: receiver.url, enabled_events: ['product.created'], ...over })
const product = () => stripe.products.create({ name: 'P' })

describe('a webhook endpoint', () => {
  it('is made with a secret that is told once, changed, listed and deleted', async () => {
    const made = await create({
      api_version: Stripe.API_VERSION,
      description: 'Shop',
      metadata: { by: 'setup' },
    })
    expect(made).toMatchObject({
      object: 'webhook_endpoint',
      status: 'enabled',
      api_version: Stripe.API_VERSION,
      description: 'Shop',
      metadata: { by: 'setup' },
      enabled_events: ['product.created'],
      secret: expect.stringMatching(/^whsec_/),
    })
    const { secret: _secret, ...shown } = made
    const read = await stripe.webhookEndpoints.retrieve(made.id)
    expect(JSON.parse(JSON.stringify(read))).toEqual(JSON.parse(JSON.stringify(shown)))
    expect(read.secret).toBeUndefined()
    const changed = await stripe.webhookEndpoints.update(made.id, {
      enabled_events: ['price.created', 'price.updated'],
      url: `${receiver.url}/other`,
      disabled: true,
      metadata: { by: '' },
    })
    expect(changed).toMatchObject({
      enabled_events: ['price.created', 'price.updated'],
      status: 'disabled',
      metadata: {},
    })
    expect(changed.secret).toBeUndefined()
    const listed = await stripe.webhookEndpoints.list()
    expect(listed.data.map((row) => [row.id, row.secret])).toEqual([[made.id, undefined]])
    expect((await world.client('sk_test_other').webhookEndpoints.list()).data).toEqual([])
    expect(await stripe.webhookEndpoints.del(made.id)).toMatchObject({ deleted: true })
    expect((await refusal(stripe.webhookEndpoints.retrieve(made.id))).statusCode).toBe(404)
  })

  it('gets what it is enabled for, signed with its own secret, beside the target given at the start', async () => {
    const given = await openReceiver()
    world.emulator.setWebhook({ url: given.url, secret: SECRET })
    const { secret } = await create()
    await product()
    await stripe.coupons.create({ percent_off: 5 })
    await given.until(() => given.of('coupon.created').length === 1)
    await receiver.until(() => receiver.received.length === 1)
    const [entry] = receiver.received
    expect(stripe.webhooks.constructEvent(entry!.body, entry!.signature, secret!).type).toBe(
      'product.created',
    )
    expect(() => stripe.webhooks.constructEvent(entry!.body, entry!.signature, SECRET)).toThrow()
    expect(given.of('product.created').map((one) => one.id)).toEqual([entry!.id])
    expect(JSON.parse(entry!.body).pending_webhooks).toBe(2)
    expect(receiver.of('coupon.created')).toEqual([])
    await expect.poll(async () => (await stripe.events.retrieve(entry!.id)).pending_webhooks).toBe(0)
    given.close()
  })

  it('of everything gets everything; a disabled and a deleted one nothing', async () => {
    const all = await create({ enabled_events: ['*'] })
    await product()
    await stripe.webhookEndpoints.update(all.id, { disabled: true })
    await product()
    await stripe.webhookEndpoints.update(all.id, { disabled: false, enabled_events: ['coupon.created'] })
    await stripe.coupons.create({ percent_off: 5 })
    await stripe.webhookEndpoints.del(all.id)
    await stripe.coupons.create({ percent_off: 5 })
    const last = await create({ enabled_events: ['customer.created'] })
    await stripe.customers.create({ name: 'Last' })
    await receiver.until(() => receiver.of('customer.created').length === 1)
    expect(receiver.received.map((entry) => entry.type).toSorted()).toEqual([
      'coupon.created',
      'customer.created',
      'product.created',
    ])
    expect(last.secret).not.toBe(all.secret)
  })

  it('that fails is tried again, and its event is undelivered until then, whatever the others said', async () => {
    const given = await openReceiver()
    world.emulator.setWebhook({ url: given.url, secret: SECRET })
    await create()
    status = 500
    await product()
    await receiver.until(() => receiver.received.length === 3)
    expect(given.received).toHaveLength(1)
    const undelivered = await stripe.events.list({ type: 'product.created', delivery_success: false })
    expect(undelivered.data).toHaveLength(1)
    status = 200
    await world.control(`events/${undelivered.data[0]!.id}/send`)
    const left = await stripe.events.list({ type: 'product.created', delivery_success: false })
    expect(left.data).toEqual([])
    given.close()
  })

  it('suffers a fault of the event like the others', async () => {
    world.emulator.setFaults([{ match: 'webhook product.created', effect: 'duplicate', count: 1, times: 1 }])
    await create()
    await product()
    await receiver.until(() => receiver.received.length === 2)
    expect(new Set(receiver.received.map((entry) => entry.id)).size).toBe(1)
  })

  it.each<[string, Record<string, unknown>, RegExp]>([
    ['an event that is none', { enabled_events: ['course.sold'] }, /Invalid enabled_events/],
    ['everything and more', { enabled_events: ['*', 'product.created'] }, /cannot be combined/],
    ['an address that is none', { url: 'shop.example/hook' }, /Invalid URL/],
    ['another protocol', { url: 'ftp://shop.example' }, /Invalid URL/],
    ['another version', { api_version: '2020-08-27' }, /Invalid Stripe API version/],
    ['what is not played', { connect: true }, /not available/],
  ])('is refused: %s', async (_name, params, message) => {
    const error = await refusal(create(params))
    expect([error.statusCode, error.message]).toEqual([400, expect.stringMatching(message)])
    expect((await stripe.webhookEndpoints.list()).data).toEqual([])
  })

  it('is refused: a seventeenth', async () => {
    for (let index = 0; index < 16; index += 1) await create()
    expect((await refusal(create())).message).toMatch(/maximum of 16/)
  })
})
