import vm from 'node:vm'
import type Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makePrice, openTestEmulator, sessionParams } from '../open-test-emulator'
import type { Client, TestEmulator } from '../open-test-emulator'

const KEY = 'pk_test_first'
const RETURN = 'https://shop.example/done?session_id={CHECKOUT_SESSION_ID}'
let world: TestEmulator
let stripe: Client
let price: string
beforeAll(async () => {
  world = await openTestEmulator()
  stripe = world.client()
  price = await makePrice(stripe)
})
afterAll(() => world.emulator.close())

async function open(over: Partial<Stripe.Checkout.SessionCreateParams> = {}) {
  const { success_url: _success, cancel_url: _cancel, ...params } = sessionParams(price, over)
  const session = await stripe.checkout.sessions.create({
    return_url: RETURN,
    ...params,
    ui_mode: 'embedded_page',
  })
  return { session, secret: session.client_secret ?? '' }
}

const at = (path: string, init: RequestInit = {}) =>
  fetch(`${world.emulator.url}${path}`, { redirect: 'manual', ...init })
const begin = (secret: string, key = KEY) => at(`/c/embedded/${encodeURIComponent(secret)}/init?key=${key}`)
const fields = {
  action: 'pay',
  email: 'maya@example.com',
  card_number: '4242 4242 4242 4242',
  expiration: '12 / 34',
  cvc: '123',
  name: 'Maya Levi',
  country: 'US',
  address: '1 Main St',
  postal_code: '10001',
}
const pay = (secret: string, over: Record<string, string> = {}, part = '') =>
  at(`/c/embedded/${secret}${part}`, {
    method: 'POST',
    body: new URLSearchParams({ ...fields, method: 'card', ...over }),
  })

describe('a session inside the seller’s page', () => {
  it('has a client secret and no page of its own', async () => {
    const { session, secret } = await open()
    expect(session).toMatchObject({
      url: null,
      success_url: null,
      cancel_url: null,
      ui_mode: 'embedded_page',
      redirect_on_completion: 'always',
      return_url: RETURN,
      status: 'open',
    })
    expect(secret).toMatch(new RegExp(`^${session.id}_secret_\\w{50,}$`))
    expect((await at(`/c/pay/${session.id}`)).status).toBe(404)
    expect((await at(`/c/embedded/${session.id}_secret_x`)).status).toBe(404)
    expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({ client_secret: secret })
  })
  it('a hosted one has neither secret nor a frame', async () => {
    const session = await stripe.checkout.sessions.create(sessionParams(price))
    expect(session).toMatchObject({ client_secret: null, ui_mode: 'hosted_page' })
    expect(session).not.toHaveProperty('return_url')
    expect((await at(`/c/embedded/${session.id}_secret_`)).status).toBe(404)
  })
  it('begins with the key of its account only', async () => {
    const { session, secret } = await open()
    const answer = await begin(secret)
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    expect(await answer.json()).toEqual({
      page: `${world.emulator.url}/c/embedded/${secret}`,
      return_url: `https://shop.example/done?session_id=${session.id}`,
    })
    expect((await begin(secret, 'pk_test_another')).status).toBe(404)
    expect((await begin(`${secret}x`)).status).toBe(404)
    expect((await begin(secret, 'sk_test_first')).status).toBe(401)
  })
  it('is paid in its frame, tells the page around it, and is paid once', async () => {
    const { session, secret } = await open()
    expect(await (await at(`/c/embedded/${secret}`)).text()).toContain(`action="/c/embedded/${secret}"`)
    const paid = await pay(secret)
    expect([paid.status, paid.headers.get('location')]).toEqual([200, null])
    expect(await paid.text()).toContain('parent.postMessage({complete:true}')
    expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({ payment_status: 'paid' })
    expect(await (await pay(secret)).text()).toContain('{complete:true}')
    const again = await (await at(`/c/embedded/${secret}`)).text()
    expect(again).toContain('You have already completed this payment')
    expect(again).not.toContain('{complete:true}')
    const { payment_intent } = await stripe.checkout.sessions.retrieve(session.id)
    expect((await stripe.charges.list({ payment_intent: String(payment_intent) })).data).toHaveLength(1)
  })
  it('asks for authentication within its frame', async () => {
    const { session, secret } = await open()
    const sent = await pay(secret, { card_number: '4000 0025 0000 3155' })
    expect(sent.headers.get('location')).toBe(`/c/embedded/${secret}/challenge`)
    expect(await (await at(`/c/embedded/${secret}/challenge`)).text()).toContain(
      `action="/c/embedded/${secret}/challenge"`,
    )
    const done = await pay(secret, { answer: 'complete' }, '/challenge')
    expect(await done.text()).toContain('{complete:true}')
    expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({ status: 'complete' })
  })
  it('says so when it has expired', async () => {
    const { session, secret } = await open()
    await stripe.checkout.sessions.expire(session.id)
    const answer = await at(`/c/embedded/${secret}`)
    expect([answer.status, await answer.text()]).toEqual([410, expect.stringContaining('has expired')])
  })
  it('names no way back where redirects are switched off', async () => {
    const params = sessionParams(price, { ui_mode: 'embedded_page', redirect_on_completion: 'never' })
    delete params.success_url
    delete params.cancel_url
    const { client_secret: secret } = await stripe.checkout.sessions.create(params)
    expect(await (await begin(secret ?? '')).json()).toMatchObject({ return_url: null })
  })
})

describe('the browser script', () => {
  type Browser = { version: string; (key: unknown): { createEmbeddedCheckoutPage: unknown } }
  async function load(): Promise<Browser> {
    const answer = await at('/endive/stripe.js')
    expect(answer.headers.get('content-type')).toContain('text/javascript')
    const window: { Stripe?: Browser } = {}
    vm.runInNewContext(await answer.text(), { window })
    return window.Stripe!
  }
  it('is the one of this API version, and takes publishable keys only', async () => {
    const browser = await load()
    expect(browser.version).toBe('endive')
    expect(browser(KEY).createEmbeddedCheckoutPage).toBeTypeOf('function')
    for (const [key, words] of [
      ['sk_test_first', /secret key/],
      ['', /empty string/],
      [undefined, /should be a string/],
      ['pk_first', /Invalid API Key/],
    ] as const)
      expect(() => browser(key)).toThrow(words)
  })
})
