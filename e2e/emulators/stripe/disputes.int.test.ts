import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  eventsOf,
  openTestEmulator,
  paidCharge,
  refusal,
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

async function disputed(body: object = {}) {
  const { charge, session } = await paidCharge(world, stripe)
  const answer = await world.control(`charges/${charge.id}/dispute`, body)
  expect(answer.status).toBe(200)
  return { charge, session, id: answer.body.id }
}

const tell = async (id: string, verb: string) => (await world.control(`disputes/${id}/${verb}`)).status
const events = (id: string) => eventsOf(stripe, id, ['charge.dispute.*'])

describe('a dispute', () => {
  it('takes the money and a fee at once, and says so in this order', async () => {
    const { charge, id } = await disputed({ reason: 'product_not_received' })
    expect(await stripe.disputes.retrieve(id, { expand: ['charge', 'payment_intent'] })).toMatchObject({
      status: 'needs_response',
      amount: 19_900,
      currency: 'usd',
      reason: 'product_not_received',
      is_charge_refundable: false,
      charge: { id: charge.id, disputed: true, refunded: false, amount_refunded: 0 },
      payment_intent: { id: charge.payment_intent },
      payment_method_details: { card: { case_type: 'chargeback', network_reason_code: '13.1' } },
      balance_transactions: [
        {
          amount: -19_900,
          fee: 1500,
          net: -21_400,
          type: 'adjustment',
          reporting_category: 'dispute',
          source: id,
          fee_details: [{ amount: 1500, description: 'Dispute fee' }],
        },
      ],
    })
    expect(await events(id)).toEqual(['charge.dispute.created', 'charge.dispute.funds_withdrawn'])
    const moves = await stripe.balanceTransactions.list({ source: id, expand: ['data.source'] })
    expect(moves.data).toMatchObject([{ net: -21_400, source: { object: 'dispute', id } }])
  })

  it('won: the money comes back, the fee does not', async () => {
    const { charge, id } = await disputed()
    expect([await tell(id, 'review'), await tell(id, 'win')]).toEqual([200, 200])
    const dispute = await stripe.disputes.retrieve(id)
    expect(dispute).toMatchObject({
      status: 'won',
      evidence_details: { has_evidence: true, submission_count: 1 },
    })
    expect(dispute.balance_transactions.map((row) => [row.reporting_category, row.net, row.fee])).toEqual([
      ['dispute', -21_400, 1500],
      ['dispute_reversal', 19_900, 0],
    ])
    expect(await events(id)).toEqual([
      'charge.dispute.created',
      'charge.dispute.funds_withdrawn',
      'charge.dispute.updated',
      'charge.dispute.funds_reinstated',
      'charge.dispute.closed',
    ])
    expect((await stripe.refunds.create({ charge: charge.id })).status).toBe('succeeded')
  })

  it('lost by the bank or accepted by us: closed, and nothing comes back', async () => {
    const [first, second] = [await disputed(), await disputed()]
    expect(await tell(first.id, 'lose')).toBe(200)
    expect(await stripe.disputes.close(second.id)).toMatchObject({ status: 'lost' })
    expect((await refusal(stripe.disputes.close(second.id))).message).toBe('This dispute is already closed.')
    expect(await tell(second.id, 'win')).toBe(409)
    for (const { id } of [first, second]) {
      const dispute = await stripe.disputes.retrieve(id)
      expect([dispute.status, dispute.balance_transactions.length]).toEqual(['lost', 1])
      expect((await events(id)).at(-1)).toBe('charge.dispute.closed')
    }
  })

  it('of a part, several of one charge, never more than is left', async () => {
    const { charge, id } = await disputed({ amount: 5000 })
    await world.control(`charges/${charge.id}/dispute`, { amount: 14_900 })
    expect((await world.control(`charges/${charge.id}/dispute`, { amount: 19_901 })).status).toBe(409)
    const all = await stripe.disputes.list({ charge: charge.id })
    expect(all.data.map((row) => row.amount)).toEqual([14_900, 5000])
    expect((await stripe.disputes.list({ payment_intent: String(charge.payment_intent) })).data).toHaveLength(
      2,
    )
    expect((await stripe.disputes.list({ charge: charge.id, created: { lt: 1 } })).data).toEqual([])
    expect((await stripe.disputes.list({ charge: 'ch_other' })).data).toEqual([])
    expect((await refusal(stripe.disputes.retrieve('du_none'))).code).toBe('resource_missing')
    expect((await stripe.disputes.retrieve(id)).amount).toBe(5000)
  })

  it('forbids a refund while it is open and when it was lost', async () => {
    const { charge, id } = await disputed()
    const refused = await refusal(stripe.refunds.create({ charge: charge.id, amount: 100 }))
    expect([refused.code, refused.message]).toEqual([
      'charge_disputed',
      `Charge ${charge.id} has been charged back; cannot issue a refund.`,
    ])
    await tell(id, 'lose')
    expect((await refusal(stripe.refunds.create({ charge: charge.id }))).code).toBe('charge_disputed')
  })

  it('can be opened by the payment or the session, not for what is not there or was not paid', async () => {
    const { charge, session } = await paidCharge(world, stripe)
    expect(
      (await world.control(`charges/${String(charge.payment_intent)}/dispute`, { amount: 1 })).status,
    ).toBe(200)
    expect((await world.control(`charges/${session}/dispute`, { amount: 1 })).status).toBe(200)
    expect((await stripe.disputes.list({ charge: charge.id })).data).toHaveLength(2)
    expect((await world.control('charges/ch_none/dispute')).status).toBe(404)
    expect((await world.control(`charges/${charge.id}/dispute`, { sum: 1 })).status).toBe(400)
    expect((await world.control(`charges/${charge.id}/explode`)).status).toBe(404)
    expect(await tell('du_none', 'win')).toBe(404)
  })
})

describe('an inquiry', () => {
  it('takes no money, leaves the charge refundable, and may be closed', async () => {
    const { charge, id } = await disputed({ inquiry: true })
    expect(await stripe.disputes.retrieve(id)).toMatchObject({
      status: 'warning_needs_response',
      balance_transactions: [],
      is_charge_refundable: true,
      payment_method_details: { card: { case_type: 'inquiry' } },
    })
    expect((await stripe.charges.retrieve(charge.id)).disputed).toBe(false)
    expect((await stripe.refunds.create({ charge: charge.id, amount: 100 })).status).toBe('succeeded')
    expect(await tell(id, 'review')).toBe(200)
    expect((await stripe.disputes.retrieve(id)).status).toBe('warning_under_review')
    expect(await tell(id, 'close-inquiry')).toBe(200)
    expect((await stripe.disputes.retrieve(id)).status).toBe('warning_closed')
    expect(await events(id)).toEqual([
      'charge.dispute.created',
      'charge.dispute.updated',
      'charge.dispute.closed',
    ])
    expect(await tell(id, 'escalate')).toBe(409)
  })

  it('may become a dispute of what has not been refunded', async () => {
    const { charge, id } = await disputed({ inquiry: true })
    await stripe.refunds.create({ charge: charge.id, amount: 4900 })
    expect(await tell(id, 'escalate')).toBe(200)
    const dispute = await stripe.disputes.retrieve(id)
    expect(dispute).toMatchObject({ status: 'needs_response', amount: 15_000 })
    expect(dispute.balance_transactions.map((row) => row.net)).toEqual([-16_500])
    expect((await stripe.charges.retrieve(charge.id)).disputed).toBe(true)
    expect(await events(id)).toEqual([
      'charge.dispute.created',
      'charge.dispute.updated',
      'charge.dispute.funds_withdrawn',
    ])
    expect(await tell(id, 'lose')).toBe(200)
  })

  it('of a charge that was wholly refunded has nothing to become', async () => {
    const { charge, id } = await disputed({ inquiry: true })
    await stripe.refunds.create({ charge: charge.id })
    expect(await tell(id, 'escalate')).toBe(409)
    expect((await world.control(`charges/${charge.id}/dispute`)).status).toBe(409)
  })

  it.each(['from the start', 'later'])('may be prevented %s: the money goes without a fee', async (when) => {
    const { id } = await disputed(when === 'later' ? { inquiry: true } : { prevented: true })
    if (when === 'later') expect(await tell(id, 'prevent')).toBe(200)
    const dispute = await stripe.disputes.retrieve(id)
    expect(dispute).toMatchObject({
      status: 'prevented',
      balance_transactions: [{ amount: -19_900, fee: 0, net: -19_900, fee_details: [] }],
    })
    expect(await events(id)).toEqual([
      'charge.dispute.created',
      'charge.dispute.funds_withdrawn',
      'charge.dispute.closed',
    ])
  })
})

describe('an early fraud warning', () => {
  it('names the charge, moves no money, and is no longer actionable once refunded', async () => {
    const { charge } = await paidCharge(world, stripe)
    const made = await world.control(`charges/${charge.id}/fraud-warning`)
    const warning = await stripe.radar.earlyFraudWarnings.retrieve(made.body.id)
    expect(warning).toMatchObject({
      actionable: true,
      charge: charge.id,
      payment_intent: charge.payment_intent,
      fraud_type: 'unauthorized_use_of_card',
    })
    expect(await eventsOf(stripe, warning.id, ['radar.*'])).toEqual(['radar.early_fraud_warning.created'])
    await stripe.refunds.create({ charge: charge.id })
    const listed = await stripe.radar.earlyFraudWarnings.list({ charge: charge.id, expand: ['data.charge'] })
    expect(listed.data).toMatchObject([{ id: warning.id, actionable: false, charge: { refunded: true } }])
    expect((await stripe.radar.earlyFraudWarnings.list({ payment_intent: 'pi_other' })).data).toEqual([])
  })
})
