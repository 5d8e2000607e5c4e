import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openMoneyPath } from '@/e2e/money-path'
import type { MoneyPath } from '@/e2e/money-path'
import { sessionIdSchema } from '@/lib/ids'
import type { SessionId } from '@/lib/ids'
import { processSession } from '@/lib/payments/process-session'
import { stripeAccounts } from '@/lib/stripe/accounts'
import { readPaymentStep } from './payment-step'
import type { StartResult, StartServices } from './start'

const KEY = 'pk_test_money'
let path: MoneyPath
let embedded: StartServices
beforeAll(async () => {
  path = await openMoneyPath()
  const port = { ...path.services.stripe, publishableKey: KEY }
  embedded = { ...path.services, accounts: stripeAccounts(port), paymentForm: 'embedded' }
})
afterEach(() => path.emulator.setFaults([]))
afterAll(() => path.close())

const newEmail = () => `${randomUUID()}@example.com`
async function openHere(email: string, country = 'US', through = embedded): Promise<SessionId> {
  const started = await path.start(email, { country, through })
  if (started.outcome !== 'pay-here') throw new Error(`expected our own page, got ${started.outcome}`)
  return started.sessionId
}
const hosted = (email: string, through: StartServices): Promise<StartResult> => path.start(email, { through })
const step = (session: SessionId, browser = 'browser', services = embedded) =>
  readPaymentStep(services, session, { browser, learner: undefined })

describe('a checkout paid inside our page', () => {
  it('is made with frozen embedded parameters and no address of Stripe’s', async () => {
    const session = await openHere(newEmail())
    const [row] = await path.rows(
      "SELECT state, session_url, parameters->>'ui_mode' AS mode, parameters->>'return_url' AS back FROM checkout_attempt WHERE session_id = $1",
      [session],
    )
    expect(row).toEqual({
      state: 'open',
      session_url: null,
      mode: 'embedded_page',
      back: 'http://localhost/university/checkout/done?session_id={CHECKOUT_SESSION_ID}',
    })
  })
  it('is shown to the browser that started it and to no other', async () => {
    const session = await openHere(newEmail())
    expect(await step(session)).toMatchObject({
      step: 'form',
      publishableKey: KEY,
      clientSecret: expect.stringMatching(new RegExp(`^${session}_secret_`)),
      order: { sku: 'RU-CERT-DEVELOPER', country: 'US', price: { amount: 19_900n, currency: 'USD' } },
    })
    expect(await step(session, 'another')).toBeUndefined()
    expect(await step(sessionIdSchema.parse(`cs_test_${'a'.repeat(60)}`))).toBeUndefined()
  })
  it('is the same session at the next click, and closed by another country', async () => {
    const email = newEmail()
    const session = await openHere(email)
    expect(await openHere(email)).toBe(session)
    const other = await openHere(email, 'DE')
    expect(other).not.toBe(session)
    expect(await step(session)).toMatchObject({ step: 'over' })
    expect(await path.pay(session)).toBe(409)
  })
  it('says paid as soon as Stripe does, before it is booked and after', async () => {
    const email = newEmail()
    const session = await openHere(email)
    expect(await path.pay(session)).toBe(200)
    expect(await step(session)).toMatchObject({ step: 'paid' })
    await processSession(path.services, session)
    expect(await step(session)).toMatchObject({ step: 'paid' })
    expect(await path.start(email, { through: embedded })).toEqual({ outcome: 'owned-repeatable' })
  })
  it('says so when Stripe cannot be asked', async () => {
    const session = await openHere(newEmail())
    path.emulator.setFaults([{ match: 'GET /v1/checkout/sessions/*', drop: true }])
    expect(await step(session)).toMatchObject({ step: 'unreachable' })
  })
})

describe('the setting changes while a checkout is open', () => {
  it('what was opened in our page stays there', async () => {
    const email = newEmail()
    const session = await openHere(email)
    expect(await hosted(email, { ...embedded, paymentForm: 'hosted' })).toEqual({
      outcome: 'pay-here',
      sessionId: session,
    })
  })
  it('what was opened on Stripe’s page stays there, from our page too', async () => {
    const email = newEmail()
    const first = await hosted(email, path.services)
    expect(await path.start(email, { through: embedded })).toEqual(first)
    if (first.outcome !== 'pay') throw new Error(first.outcome)
    const session = sessionIdSchema.parse(/cs_test_\w+/.exec(first.url)?.[0])
    expect(await step(session)).toMatchObject({ step: 'hosted', url: first.url })
  })
  it('without the key its form cannot be shown: the next click makes another session', async () => {
    const email = newEmail()
    const session = await openHere(email)
    expect(await step(session, 'browser', { ...embedded, accounts: path.services.accounts })).toMatchObject({
      step: 'over',
    })
    expect(await hosted(email, path.services)).toMatchObject({ outcome: 'pay' })
    expect(await path.pay(session)).toBe(409)
  })
})
