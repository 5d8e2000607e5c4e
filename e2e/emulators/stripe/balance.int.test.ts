import type Stripe from 'stripe'
import { z } from 'zod'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  eventsOf,
  openTestEmulator,
  paidCharge,
  refusal,
  type Client,
  type TestEmulator,
} from './open-test-emulator'

const TWO_DAYS = 2 * 24 * 60 * 60
const made = z.object({ data: z.array(z.object({ id: z.string() })) })

let world: TestEmulator
let stripe: Client
beforeEach(async () => {
  world = await openTestEmulator()
  stripe = world.client()
})
afterEach(() => world.emulator.close())

async function payOut(body: object = {}) {
  const answer = await world.control('payouts', body)
  expect(answer.status).toBe(200)
  return made.parse(answer.body).data.map((row) => row.id)
}

const amounts = async () => {
  const { available, pending } = await stripe.balance.retrieve()
  return { available: available.map((row) => row.amount), pending: pending.map((row) => row.amount) }
}

describe('the balance', () => {
  it('is nothing at first, then pending, and available two days later', async () => {
    expect(await stripe.balance.retrieve()).toMatchObject({
      available: [{ amount: 0, currency: 'usd' }],
      pending: [{ amount: 0, currency: 'usd' }],
    })
    const { charge } = await paidCharge(world, stripe)
    // $199.00 less 2.9 % and 30 cents.
    expect(await amounts()).toEqual({ available: [0], pending: [19_293] })
    await stripe.refunds.create({ charge: charge.id, amount: 1000 })
    expect(await amounts()).toEqual({ available: [0], pending: [18_293] })
    world.emulator.advance(TWO_DAYS)
    expect(await amounts()).toEqual({ available: [18_293], pending: [0] })
    const moves = await stripe.balanceTransactions.list()
    expect(moves.data.map((row) => row.status)).toEqual(['available', 'available'])
  })

  it('changes by what nobody announces', async () => {
    await paidCharge(world, stripe)
    const events = (await stripe.events.list({ limit: 100 })).data.length
    const fee = { amount: -500, type: 'stripe_fee', reporting_category: 'fee', description: 'Radar' }
    expect((await world.control('balance-adjustments', fee)).status).toBe(200)
    await world.control('balance-adjustments', { amount: 77 })
    const [odd, radar] = (await stripe.balanceTransactions.list({ limit: 2 })).data
    expect(radar).toMatchObject({ ...fee, fee: 0, net: -500, currency: 'usd', source: null })
    expect(odd).toMatchObject({ net: 77, type: 'adjustment', reporting_category: 'other_adjustment' })
    expect((await amounts()).available).toEqual([-423])
    expect((await stripe.events.list({ limit: 100 })).data).toHaveLength(events)
    expect((await world.control('balance-adjustments', { amount: 1.5 })).status).toBe(400)
  })

  it('belongs to one account: with several, the control door asks which', async () => {
    await paidCharge(world, stripe)
    await paidCharge(world, world.client('sk_test_other'))
    expect((await world.control('payouts')).status).toBe(409)
    const [first] = world.emulator.store.accounts()
    expect(await payOut({ pending: true, account: first!.id })).toHaveLength(1)
    expect(await amounts()).toEqual({ available: [0], pending: [0] })
    expect((await world.client('sk_test_other').balance.retrieve()).pending[0]?.amount).toBe(19_293)
    expect((await world.control('balance-adjustments', { amount: 1, account: 'acct_no' })).status).toBe(409)
  })
})

describe('a payout', () => {
  it('takes all that is available, and tells of what it consists', async () => {
    const { charge } = await paidCharge(world, stripe)
    const refund = await stripe.refunds.create({ charge: charge.id, amount: 1000 })
    await world.control(`charges/${charge.id}/dispute`, { amount: 2000 })
    expect((await world.control('payouts')).body).toMatchObject({ data: [] })
    world.emulator.advance(TWO_DAYS)
    const [id] = await payOut()
    const payout = await stripe.payouts.retrieve(id!, { expand: ['balance_transaction'] })
    // 19293 - 1000 - (2000 + 1500)
    expect(payout).toMatchObject({
      amount: 14_793,
      currency: 'usd',
      status: 'paid',
      automatic: true,
      reconciliation_status: 'completed',
      balance_transaction: {
        amount: -14_793,
        net: -14_793,
        type: 'payout',
        reporting_category: 'payout',
        source: id,
      },
    })
    const members = (await stripe.balanceTransactions.list({ payout: payout.id, expand: ['data.source'] }))
      .data
    expect(members.map((row) => row.reporting_category)).toEqual(['payout', 'dispute', 'refund', 'charge'])
    expect(members.reduce((sum, row) => sum + row.net, 0)).toBe(0)
    expect((members[2]?.source as Stripe.Refund).id).toBe(refund.id)
    expect(await amounts()).toEqual({ available: [0], pending: [0] })
    expect(await eventsOf(stripe, payout.id, ['payout.*'])).toEqual([
      'payout.created',
      'payout.paid',
      'payout.reconciliation_completed',
    ])
    const [created] = (await stripe.events.list({ type: 'payout.created' })).data
    expect(created?.data.object).toMatchObject({
      status: 'in_transit',
      reconciliation_status: 'in_progress',
    })
  })

  it('holds nothing that an earlier one held, and lists by its own filters', async () => {
    await paidCharge(world, stripe)
    const [first] = await payOut({ pending: true })
    await paidCharge(world, stripe)
    const [second] = await payOut({ pending: true })
    const of = async (payout: string) =>
      (await stripe.balanceTransactions.list({ payout })).data.map((row) => row.id)
    const [a, b] = [await of(first!), await of(second!)]
    expect([a.length, b.length, new Set([...a, ...b]).size]).toEqual([2, 2, 4])
    expect((await stripe.payouts.list()).data.map((row) => row.id)).toEqual([second, first])
    expect((await stripe.payouts.list({ status: 'failed' })).data).toEqual([])
    expect((await stripe.payouts.list({ created: { lt: 1 } })).data).toEqual([])
    expect((await refusal(stripe.balanceTransactions.list({ payout: 'po_none' }))).code).toBe(
      'resource_missing',
    )
  })

  it('of a part is a manual one: Stripe cannot say what is in it', async () => {
    await paidCharge(world, stripe)
    expect((await world.control('payouts', { amount: 1 })).status).toBe(409)
    const [id] = await payOut({ amount: 5000, pending: true })
    expect(await stripe.payouts.retrieve(id!)).toMatchObject({
      automatic: false,
      reconciliation_status: 'not_applicable',
    })
    expect(await eventsOf(stripe, id!, ['payout.*'])).toEqual(['payout.created', 'payout.paid'])
    expect((await refusal(stripe.balanceTransactions.list({ payout: id! }))).param).toBe('payout')
    expect((await amounts()).available).toEqual([14_293])
    const [rest] = await payOut()
    const members = (await stripe.balanceTransactions.list({ payout: rest! })).data
    expect(members.reduce((sum, row) => sum + row.net, 0)).toBe(0)
  })

  it('may come back from the bank, and then goes out again with the next', async () => {
    await paidCharge(world, stripe)
    const [id] = await payOut({ pending: true })
    expect((await world.control(`payouts/${id}/fail`)).status).toBe(200)
    expect(await stripe.payouts.retrieve(id!, { expand: ['failure_balance_transaction'] })).toMatchObject({
      status: 'failed',
      failure_code: 'account_closed',
      failure_balance_transaction: {
        net: 19_293,
        type: 'payout_failure',
        reporting_category: 'payout_reversal',
        source: id,
      },
    })
    expect((await eventsOf(stripe, id!, ['payout.*'])).at(-1)).toBe('payout.failed')
    expect((await world.control(`payouts/${id}/fail`)).status).toBe(409)
    expect((await amounts()).available).toEqual([19_293])
    const [again] = await payOut()
    expect((await stripe.payouts.retrieve(again!)).amount).toBe(19_293)
    expect((await world.control('payouts/po_none/fail')).status).toBe(404)
  })
})
