import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openTestEmulator, paidCharge, type Client, type TestEmulator } from './open-test-emulator'

let world: TestEmulator
let stripe: Client
beforeAll(async () => {
  world = await openTestEmulator()
  stripe = world.client()
})
afterEach(() => world.emulator.setFaults([]))
afterAll(() => world.emulator.close())

const paidBy = async (card: string) => (await paidCharge(world, stripe, {}, { card })).charge.id

describe('test cards with a future', () => {
  it.each([
    ['4000000000000259', 'needs_response', 'fraudulent', 1],
    ['4000000000002685', 'needs_response', 'product_not_received', 1],
    ['4000000000001976', 'warning_needs_response', 'fraudulent', 0],
  ])('%s: the payment is %s for %s', async (card, status, reason, moves) => {
    const charge = await paidBy(card)
    const [dispute] = (await stripe.disputes.list({ charge })).data
    expect(dispute).toMatchObject({ status, reason, amount: 19_900 })
    expect(dispute?.balance_transactions).toHaveLength(moves)
  })

  it('4000000000005423: an early fraud warning; 4242…: nothing', async () => {
    const warnings = async (charge: string) => (await stripe.radar.earlyFraudWarnings.list({ charge })).data
    expect(await warnings(await paidBy('4000000000005423'))).toHaveLength(1)
    const ordinary = await paidBy('4242424242424242')
    expect([await warnings(ordinary), (await stripe.disputes.list({ charge: ordinary })).data]).toEqual([
      [],
      [],
    ])
  })

  it('4000000000007726: a refund is pending first, and succeeds', async () => {
    const made = await stripe.refunds.create({ charge: await paidBy('4000000000007726') })
    expect(made.status).toBe('pending')
    world.emulator.advance(10)
    expect((await stripe.refunds.retrieve(made.id)).status).toBe('succeeded')
  })

  it('4000000000005126: a refund succeeds first, and fails', async () => {
    const charge = await paidBy('4000000000005126')
    const made = await stripe.refunds.create({ charge, amount: 500 })
    expect(made.status).toBe('succeeded')
    world.emulator.advance(10)
    expect(await stripe.refunds.retrieve(made.id, { expand: ['charge'] })).toMatchObject({
      status: 'failed',
      charge: { amount_refunded: 0 },
    })
    world.emulator.advance(10)
    expect((await stripe.balanceTransactions.list({ source: made.id })).data).toHaveLength(2)
  })
})

describe('a refund whose balance transaction is late', () => {
  it('shows it later, and says so', async () => {
    world.emulator.setFaults([{ match: 'settle refund', delayMs: 100, times: 1 }])
    const made = await stripe.refunds.create({ charge: await paidBy('4242424242424242') })
    expect([made.status, made.balance_transaction]).toEqual(['succeeded', null])
    await expect
      .poll(async () => (await stripe.refunds.retrieve(made.id)).balance_transaction)
      .toMatch(/^txn_/)
    const [event] = (await stripe.events.list({ type: 'refund.updated', limit: 1 })).data
    expect(event?.data).toMatchObject({
      object: { id: made.id },
      previous_attributes: { balance_transaction: null },
    })
  })

  it('never shows it when the refund failed before', async () => {
    world.emulator.setFaults([{ match: 'settle refund', delayMs: 50, times: 1 }])
    const charge = await paidBy('4242424242424242')
    const made = await stripe.refunds.create({ charge })
    await world.control(`refunds/${made.id}/fail`)
    world.emulator.setFaults([{ match: 'settle refund', delayMs: 100, times: 1 }])
    const next = await stripe.refunds.create({ charge })
    await expect.poll(async () => (await stripe.refunds.retrieve(next.id)).balance_transaction).not.toBeNull()
    expect((await stripe.refunds.retrieve(made.id)).balance_transaction).toBeNull()
    expect((await stripe.balanceTransactions.list({ source: made.id })).data).toEqual([])
  })
})
