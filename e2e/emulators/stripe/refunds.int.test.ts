import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import {
  eventsOf,
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

const events = (id: string) => eventsOf(stripe, id, ['refund.*', 'charge.refund.updated'])

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
      failure_reason: 'expired_or_canceled_card',
      failure_balance_transaction: {
        amount: 19_900,
        type: 'refund_failure',
        reporting_category: 'refund_failure',
      },
      charge: { refunded: false, amount_refunded: 0 },
    })
    expect(await events(made.id)).toEqual([
      'refund.created',
      'charge.refund.updated',
      'refund.updated',
      'refund.failed',
    ])
    expect((await world.control(`refunds/${made.id}/fail`)).status).toBe(409)
    expect((await world.control('refunds/re_none/fail')).status).toBe(404)
    expect((await world.control(`refunds/${made.id}/forget`)).status).toBe(404)
  })
})

describe('refunds that are not done at once', () => {
  afterEach(() => world.control('settings', { refundsStay: 'succeeded' }))

  async function refunded(refundsStay: string) {
    await world.control('settings', { refundsStay })
    return stripe.refunds.create({ payment_intent: await paidIntent(), expand: ['charge'] })
  }

  it('have left our balance when they are on their way, and succeed', async () => {
    const made = await refunded('pending')
    expect(made).toMatchObject({
      status: 'pending',
      pending_reason: 'processing',
      balance_transaction: expect.stringMatching(/^txn_/),
      charge: { amount_refunded: 19_900, refunded: true },
    })
    expect((await world.control(`refunds/${made.id}/succeed`)).status).toBe(200)
    const done = await stripe.refunds.retrieve(made.id)
    expect([done.status, done.balance_transaction, 'pending_reason' in done]).toEqual([
      'succeeded',
      made.balance_transaction,
      false,
    ])
    expect(await events(made.id)).toEqual(['refund.created', 'charge.refund.updated', 'refund.updated'])
    const [updated] = (await stripe.events.list({ type: 'refund.updated', limit: 1 })).data
    expect(updated?.data.previous_attributes).toEqual({ status: 'pending' })
  })

  it('leave our balance later when they wait for it, and then may not have left it at all', async () => {
    const [paid, failed] = [await refunded('awaiting_funds'), await refunded('awaiting_funds')]
    expect(paid).toMatchObject({ pending_reason: 'insufficient_funds', balance_transaction: null })
    await world.control(`refunds/${paid.id}/succeed`)
    expect(await stripe.refunds.retrieve(paid.id, { expand: ['balance_transaction'] })).toMatchObject({
      status: 'succeeded',
      balance_transaction: { net: -19_900 },
    })
    await world.control(`refunds/${failed.id}/fail`, { reason: 'insufficient_funds' })
    const row = await stripe.refunds.retrieve(failed.id, { expand: ['charge'] })
    expect(row).toMatchObject({
      status: 'failed',
      failure_reason: 'insufficient_funds',
      balance_transaction: null,
      charge: { amount_refunded: 0 },
    })
    expect(row.failure_balance_transaction).toBeUndefined()
    expect((await stripe.balanceTransactions.list({ source: failed.id })).data).toEqual([])
  })

  it('fail when the charge is disputed while they wait for the balance', async () => {
    const made = await refunded('awaiting_funds')
    const intent = String(made.payment_intent)
    const dispute = await world.control(`charges/${intent}/dispute`)
    expect((await stripe.disputes.retrieve(dispute.body.id)).amount).toBe(19_900)
    expect(await stripe.refunds.retrieve(made.id)).toMatchObject({
      status: 'failed',
      failure_reason: 'charge_for_pending_refund_disputed',
    })
  })

  it('can be cancelled by us only when they wait for the buyer', async () => {
    const [waiting, pending] = [await refunded('requires_action'), await refunded('pending')]
    expect(waiting.next_action).toMatchObject({ type: 'display_details' })
    expect(
      await stripe.refunds.cancel(waiting.id, { expand: ['failure_balance_transaction'] }),
    ).toMatchObject({
      status: 'canceled',
      failure_reason: 'merchant_request',
      failure_balance_transaction: { net: 19_900 },
    })
    expect((await refusal(stripe.refunds.cancel(waiting.id))).message).toMatch(/status `canceled`/)
    expect((await refusal(stripe.refunds.cancel(pending.id))).type).toBe('StripeInvalidRequestError')
    expect((await world.control(`refunds/${pending.id}/cancel`)).status).toBe(200)
    expect((await stripe.refunds.retrieve(pending.id)).status).toBe('canceled')
    expect((await world.control(`refunds/${pending.id}/succeed`)).status).toBe(409)
    expect(
      await stripe.refunds.create({ payment_intent: String(pending.payment_intent), amount: 1 }),
    ).toMatchObject({
      amount: 1,
    })
  })

  it('are read in one list with both of their balance transactions', async () => {
    const made = await refunded('succeeded')
    await world.control(`refunds/${made.id}/fail`)
    const expand = ['data.balance_transaction', 'data.failure_balance_transaction']
    const list = await stripe.refunds.list({ payment_intent: String(made.payment_intent), expand })
    expect(list.data).toMatchObject([
      { balance_transaction: { net: -19_900 }, failure_balance_transaction: { net: 19_900 } },
    ])
    const [session] = (
      await stripe.checkout.sessions.list({
        payment_intent: String(made.payment_intent),
        expand: ['data.payment_intent.latest_charge.refunds'],
      })
    ).data
    expect(session).toMatchObject({
      payment_intent: { latest_charge: { refunds: { data: [{ id: made.id, status: 'failed' }] } } },
    })
  })
})
