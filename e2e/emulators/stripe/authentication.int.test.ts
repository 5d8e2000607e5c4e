import Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestEmulator, refusal, type TestEmulator } from './open-test-emulator'

let world: TestEmulator
let strict: TestEmulator
beforeAll(async () => {
  world = await openTestEmulator()
  strict = await openTestEmulator({ secretKeys: ['sk_test_known'] })
})
afterAll(async () => {
  await world.emulator.close()
  await strict.emulator.close()
})

const get = (headers: Record<string, string>) => fetch(`${world.emulator.url}/v1/products`, { headers })

describe('who may call', () => {
  it.each([
    ['no key', {}],
    ['a public key', { authorization: 'Bearer pk_test_x' }],
    ['rubbish', { authorization: 'Bearer x' }],
    ['a live key', { authorization: 'Bearer sk_live_x' }],
    ['a restricted live key', { authorization: 'Bearer rk_live_x' }],
  ])('refuses %s with 401', async (_name, headers) => {
    const answer = await get(headers)
    expect(answer.status).toBe(401)
    expect((await answer.json()).error.type).toBe('invalid_request_error')
    expect(answer.headers.get('request-id')).toMatch(/^req_/)
  })

  it('takes restricted keys and basic authentication', async () => {
    expect((await get({ authorization: 'Bearer rk_test_x' })).status).toBe(200)
    expect((await get({ authorization: `Basic ${btoa('sk_test_x:')}` })).status).toBe(200)
  })

  it('takes only the keys it was given, if any, and never shows a whole key', async () => {
    await expect(strict.client('sk_test_known').products.list()).resolves.toBeDefined()
    const error = await refusal(strict.client('sk_test_unknown_secret').products.list())
    expect(error.type).toBe('StripeAuthenticationError')
    expect(error.message).not.toContain('unknown_se')
  })

  it('keeps accounts apart', async () => {
    const product = await world.client('sk_test_a').products.create({ name: 'A' })
    const error = await refusal(world.client('sk_test_b').products.retrieve(product.id))
    expect([error.statusCode, error.code, error.param]).toEqual([404, 'resource_missing', 'id'])
    expect((await world.client('sk_test_b').products.list()).data).toEqual([])
  })
})

describe('versions and addresses', () => {
  it('answers in the version of the SDK and says so', async () => {
    const answer = await get({ authorization: 'Bearer sk_test_x' })
    expect(answer.headers.get('stripe-version')).toBe(Stripe.API_VERSION)
  })

  it('refuses any other version', async () => {
    const answer = await get({ authorization: 'Bearer sk_test_x', 'stripe-version': '2020-08-27' })
    expect([answer.status, (await answer.json()).error.message]).toEqual([
      400,
      'Invalid Stripe API version: 2020-08-27',
    ])
  })

  it('knows no other address', async () => {
    const answer = await fetch(`${world.emulator.url}/v1/nothing`, {
      headers: { authorization: 'Bearer sk_test_x' },
    })
    expect(answer.status).toBe(404)
    expect((await answer.json()).error.message).toContain('Unrecognized request URL (GET: /v1/nothing)')
  })
})
