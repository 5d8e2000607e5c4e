import type Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  makePrice,
  openReceiver,
  openTestEmulator,
  SECRET,
  sessionParams,
  type Client,
  type TestEmulator,
} from '../open-test-emulator'
import { html } from './html'
import { readableOn } from './styles'

let world: TestEmulator
let stripe: Client
let price: string
beforeAll(async () => {
  world = await openTestEmulator()
  stripe = world.client()
  price = await makePrice(stripe)
})
afterAll(() => world.emulator.close())

const open = (over: Partial<Stripe.Checkout.SessionCreateParams> = {}) =>
  stripe.checkout.sessions.create(sessionParams(price, over))

const FILLED = {
  action: 'pay',
  email: 'maya@example.com',
  method: 'card',
  card_number: '4242 4242 4242 4242',
  expiration: '12 / 34',
  cvc: '123',
  name: 'Maya Levi',
  country: 'US',
  address: '1 Main St',
  postal_code: '10001',
}

async function post(session: { id: string }, over: Record<string, string> = {}, part = '') {
  const body = new URLSearchParams({ ...FILLED, ...over })
  const answer = await fetch(`${world.emulator.url}/c/pay/${session.id}${part}`, {
    method: 'POST',
    body,
    redirect: 'manual',
  })
  return { status: answer.status, location: answer.headers.get('location'), text: await answer.text() }
}
const view = async (session: { id: string }) => {
  const answer = await fetch(`${world.emulator.url}/c/pay/${session.id}`)
  return { status: answer.status, text: await answer.text() }
}
const done = (id: string) => `https://shop.example/done?session_id=${id}`

describe('the payment page, without a script', () => {
  it('shows what is bought, by whom it is sold, and what it costs', async () => {
    const session = await open({
      branding_settings: { display_name: 'Redis <University>', background_color: '#091a23' },
      allow_promotion_codes: true,
    })
    const { status, text } = await view(session)
    expect(status).toBe(200)
    for (const words of [
      'Redis &#60;University&#62;',
      'Redis Certified Developer',
      '$199.00',
      'Pay $199.00',
      'Test payment page: no real card is charged',
      'Enter address to calculate',
      '4242 4242 4242 4242',
      '#091a23',
    ]) {
      expect(text).toContain(words)
    }
    expect(text).toMatch(/<a class="back" href="https:\/\/shop\.example\/cancelled">/)
    expect(text).toMatch(/id="email"[^>]*readonly/)
  })

  it('updates the tax from the address, then takes the payment and goes back to the seller', async () => {
    const session = await open({ tax_id_collection: { enabled: true } })
    const updated = await post(session, { action: 'update_tax' })
    expect(updated.text).toContain('Pay $216.67')
    expect(updated.text).toContain('Sales Tax New York City (4.5%)')
    const paid = await post(session, { company: 'Acme Ltd', tax_id: '12-3456789' })
    expect([paid.status, paid.location]).toEqual([303, done(session.id)])
    expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({
      payment_status: 'paid',
      amount_total: 21_667,
      customer_details: {
        business_name: 'Acme Ltd',
        name: 'Acme Ltd',
        tax_ids: [{ type: 'us_ein', value: '12-3456789' }],
        address: { country: 'US', postal_code: '10001', line1: '1 Main St' },
      },
    })
  })

  it('charges once when Pay is pressed twice at once, and sends both back', async () => {
    const session = await open()
    const both = await Promise.all([post(session), post(session)])
    expect(both.map((answer) => answer.location)).toEqual([done(session.id), done(session.id)])
    const { payment_intent } = await stripe.checkout.sessions.retrieve(session.id)
    expect((await stripe.charges.list({ payment_intent: String(payment_intent) })).data).toHaveLength(1)
  })

  it.each([
    ['a decline', { action: 'decline' }, 402, 'Your card was declined.'],
    ['insufficient funds', { card_number: '4000000000009995' }, 402, 'insufficient funds'],
    ['a wrong number', { card_number: '4242424242424241' }, 400, 'Your card number is invalid.'],
    ['a past month', { expiration: '01 / 20' }, 402, 'expiration date is in the past'],
    ['no expiration', { expiration: '' }, 400, 'expiration date is incomplete'],
    ['no ZIP', { postal_code: '' }, 400, 'Your postal code is incomplete.'],
    ['a wrong ZIP', { postal_code: 'ABC' }, 400, 'Your ZIP is invalid.'],
    ['no address', { address: '' }, 400, 'Your address is incomplete.'],
    ['no name', { name: '' }, 400, 'Your name is incomplete.'],
    ['no country', { country: 'XX' }, 400, 'Choose a country'],
  ])('says what is wrong with %s and keeps what was entered', async (_name, over, status, words) => {
    const session = await open()
    const answer = await post(session, over)
    expect(answer.status).toBe(status)
    expect(answer.text).toContain(words)
    expect(answer.text).toContain('role="alert"')
    expect(answer.text).toContain('value="maya@example.com"')
    expect((await post(session)).status).toBe(303)
  })

  it('asks for consent where the seller does, and records it', async () => {
    const session = await open({ consent_collection: { terms_of_service: 'required' } })
    expect((await view(session)).text).toContain('I agree to the terms of service')
    expect((await post(session)).text).toContain('Agree to the terms of service to continue.')
    expect((await post(session, { terms: 'yes' })).status).toBe(303)
    expect((await stripe.checkout.sessions.retrieve(session.id)).consent?.terms_of_service).toBe('accepted')
  })

  it('takes a promotion code, also by Enter, gives it back, and knows wrong ones', async () => {
    const coupon = await stripe.coupons.create({ percent_off: 100 })
    await stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon: coupon.id }, code: 'GIFT' })
    const session = await open({ allow_promotion_codes: true })
    expect((await post(session, { action: 'apply_promotion', promotion_code: 'nope' })).text).toContain(
      'This code is invalid.',
    )
    const applied = await post(session, { action: 'default', promotion_code: 'gift' })
    expect(applied.text).toContain('Complete order')
    expect(applied.text).toContain('100% off')
    expect((await post(session, { action: 'remove_promotion' })).text).toContain('Pay $216.67')
    await post(session, { action: 'apply_promotion', promotion_code: 'GIFT' })
    expect((await post(session, { card_number: '', name: '' })).status).toBe(303)
    expect((await stripe.checkout.sessions.retrieve(session.id)).payment_status).toBe('no_payment_required')
    expect((await post(await open(), { action: 'apply_promotion', promotion_code: 'GIFT' })).text).toContain(
      'Pay $216.67',
    )
  })

  it('sends a 3-D Secure card to the bank’s page, where it passes or fails', async () => {
    const session = await open()
    const sent = await post(session, { card_number: '4000002500003155' })
    expect(sent.location).toBe(`/c/pay/${session.id}/challenge`)
    const failed = await post(session, { answer: 'fail' }, '/challenge')
    expect([failed.status, failed.text.includes('unable to authenticate')]).toEqual([402, true])
    await post(session, { card_number: '4000000000003220' })
    expect((await fetch(`${world.emulator.url}/c/pay/${session.id}/challenge`)).status).toBe(200)
    expect((await post(session, { answer: 'complete' }, '/challenge')).location).toBe(done(session.id))
  })

  it('offers a bank debit where the session allows it', async () => {
    const session = await open({ excluded_payment_method_types: [] })
    expect((await view(session)).text).toContain('US bank account')
    expect((await post(session, { method: 'bank', card_number: '' })).status).toBe(303)
    expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({
      status: 'complete',
      payment_status: 'unpaid',
    })
  })

  it('tells who comes back late: done, expired, unknown', async () => {
    const paid = await open()
    await post(paid)
    expect((await view(paid)).text).toContain('You&#39;re all done here')
    const over = await open()
    await stripe.checkout.sessions.expire(over.id)
    const late = await view(over)
    expect([
      late.status,
      late.text.includes('This link has expired'),
      late.text.includes('https://shop.example/cancelled'),
    ]).toEqual([410, true, true])
    expect((await post(over)).status).toBe(410)
    expect((await view({ id: 'cs_test_no' })).status).toBe(404)
  })

  it('waits for the answer to the webhook before it sends the buyer back', async () => {
    let answered = false
    let release = (): void => undefined
    const held = new Promise<void>((resolve) => (release = resolve))
    const receiver = await openReceiver(async (entry) => {
      if (entry.type === 'checkout.session.completed') {
        await held
        answered = true
      }
      return 200
    })
    world.emulator.setWebhook({ url: receiver.url, secret: SECRET })
    const paying = post(await open())
    await receiver.until(() => receiver.received.some((entry) => entry.type === 'invoice.paid'))
    expect(answered).toBe(false)
    release()
    expect((await paying).status).toBe(303)
    expect(answered).toBe(true)
    world.emulator.setWebhook(undefined)
    receiver.close()
  })
})

describe('page parts', () => {
  it('escapes values and keeps markup', () => {
    expect(html`<a title="${'"><script>'}">${[html`<b>x</b>`, null, false, 3]}</a>`.text).toBe(
      '<a title="&#34;&#62;&#60;script&#62;"><b>x</b>3</a>',
    )
  })

  it('puts readable text on any colour', () => {
    expect(['#091a23', '#ffffff', '#ff4438', '#d52d1f'].map(readableOn)).toEqual([
      '#ffffff',
      '#1a1f36',
      '#1a1f36',
      '#ffffff',
    ])
  })
})
