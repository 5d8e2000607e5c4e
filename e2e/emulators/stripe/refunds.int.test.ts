import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  makePrice,
  openTestEmulator,
  refusal,
  sessionParams,
  type Client,
  type TestEmulator,
} from './open-test-emulator'

let world: TestEmulator
let stripe: Client
beforeAll(async () => {
  world = await openTestEmulator()
  stripe = world.client()
})
afterAll(() => world.emulator.close())

async function paidIntent(): Promise<string> {
  const session = await stripe.checkout.sessions.create(
    sessionParams(await makePrice(stripe), { automatic_tax: { enabled: false } }),
  )
  await world.control(`sessions/${session.id}/pay`)
  return String((await stripe.checkout.sessions.retrieve(session.id)).payment_intent)
}

describe('refunds', () => {
  it('in part, then the rest, each with its balance transaction', async () => {
    const payment_intent = await paidIntent()
    const part = await stripe.refunds.create({
      payment_intent,
      amount: 5000,
      reason: 'requested_by_customer',
      expand: ['balance_transaction', 'charge'],
    })
    expect(part).toMatchObject({
      status: 'succeeded',
      amount: 5000,
      balance_transaction: { amount: -5000, fee: 0, net: -5000, type: 'refund' },
      charge: { amount_refunded: 5000, refunded: false },
    })
    const rest = await stripe.refunds.create({ payment_intent, expand: ['charge.refunds'] })
    expect(rest).toMatchObject({ amount: 14_900, charge: { refunded: true, amount_refunded: 19_900 } })
    expect((await stripe.refunds.list({ payment_intent })).data.map((row) => row.id)).toEqual([
      rest.id,
      part.id,
    ])
    expect((await stripe.events.list({ types: ['refund.created', 'charge.refunded'] })).data).toHaveLength(4)
    expect((await refusal(stripe.refunds.create({ payment_intent }))).code).toBe('charge_already_refunded')
  })

  it('never more than was paid, and of something that was paid', async () => {
    const payment_intent = await paidIntent()
    expect((await refusal(stripe.refunds.create({ payment_intent, amount: 19_901 }))).message).toBe(
      'Refund amount ($199.01) is greater than unrefunded amount on charge ($199.00)',
    )
    expect((await refusal(stripe.refunds.create({ payment_intent, amount: 0 }))).param).toBe('amount')
    expect((await refusal(stripe.refunds.create({}))).code).toBe('parameter_missing')
    expect((await refusal(stripe.refunds.create({ charge: 'ch_no' }))).code).toBe('resource_missing')
  })

  it('may fail days later: the money is back in the balance', async () => {
    const made = await stripe.refunds.create({ payment_intent: await paidIntent() })
    expect((await world.control(`refunds/${made.id}/fail`)).status).toBe(200)
    const failed = await stripe.refunds.retrieve(made.id, {
      expand: ['failure_balance_transaction', 'charge'],
    })
    expect(failed).toMatchObject({
      status: 'failed',
      failure_balance_transaction: { amount: 19_900, type: 'refund_failure' },
      charge: { refunded: false, amount_refunded: 0 },
    })
    expect((await stripe.events.list({ types: ['refund.failed'] })).data).toHaveLength(1)
  })
})
