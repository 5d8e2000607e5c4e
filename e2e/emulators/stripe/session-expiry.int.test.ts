import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  makePrice,
  openReceiver,
  openTestEmulator,
  refusal,
  SECRET,
  sessionParams,
  type Client,
  type TestEmulator,
} from './open-test-emulator'

let world: TestEmulator
let stripe: Client
let price: string
let receiver: Awaited<ReturnType<typeof openReceiver>>
beforeAll(async () => {
  world = await openTestEmulator()
  receiver = await openReceiver()
  world.emulator.setWebhook({ url: receiver.url, secret: SECRET })
  stripe = world.client()
  price = await makePrice(stripe)
})
afterAll(async () => {
  await world.emulator.close()
  receiver.close()
})

describe('a session that ends unpaid', () => {
  it('expires on request, once', async () => {
    const session = await stripe.checkout.sessions.create(sessionParams(price))
    expect(await stripe.checkout.sessions.expire(session.id)).toMatchObject({ status: 'expired', url: null })
    await receiver.until(() =>
      receiver.of('checkout.session.expired').some((entry) => entry.body.includes(session.id)),
    )
    const error = await refusal(stripe.checkout.sessions.expire(session.id))
    expect(error.message).toBe(
      'Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of `expired`.',
    )
    expect((await world.control(`sessions/${session.id}/pay`)).status).toBe(409)
    const done = await stripe.checkout.sessions.create(sessionParams(price))
    await world.control(`sessions/${done.id}/pay`)
    expect((await refusal(stripe.checkout.sessions.expire(done.id))).message).toContain(
      'status of `complete`',
    )
  })

  it('expires when its time has come', async () => {
    const expires_at = Math.floor(Date.now() / 1000) + 2 * 3600
    const session = await stripe.checkout.sessions.create(sessionParams(price, { expires_at }))
    expect((await world.control('advance', { seconds: 2 * 3600 + 60 })).status).toBe(200)
    expect((await stripe.checkout.sessions.retrieve(session.id)).status).toBe('expired')
  })
})
