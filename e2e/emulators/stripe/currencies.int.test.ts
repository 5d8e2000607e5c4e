import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openTestEmulator, paidCharge, refusal, type Client, type TestEmulator } from './open-test-emulator'

let world: TestEmulator
let stripe: Client
beforeAll(async () => {
  world = await openTestEmulator()
  stripe = world.client()
})
afterEach(() => world.control('settings', { settlementCurrency: 'usd', rates: {} }))
afterAll(() => world.emulator.close())

async function priced(currency: string, unit_amount: number): Promise<string> {
  const product = await stripe.products.create({ name: 'Abroad' })
  const tax = { tax_behavior: 'exclusive', currency, unit_amount } as const
  return (await stripe.prices.create({ product: product.id, ...tax })).id
}

async function paid(currency: string, amount: number, rates: string[] = []) {
  const price = await priced(currency, amount)
  const taxed = rates.length > 0 ? { tax_rates: rates } : {}
  const { charge } = await paidCharge(world, stripe, { line_items: [{ price, quantity: 1, ...taxed }] })
  return stripe.charges.retrieve(charge.id, { expand: ['balance_transaction'] })
}

const settle = (settings: object) => world.control('settings', settings)

describe('a charge in another currency', () => {
  it('settles as it is, without a rate', async () => {
    const charge = await paid('eur', 10_000)
    expect(charge.balance_transaction).toMatchObject({ amount: 10_000, currency: 'eur', exchange_rate: null })
  })

  it('settles in the bank’s currency at the rate of that moment, and everything after it at its own', async () => {
    await settle({ rates: { eur: 1.08 } })
    const charge = await paid('eur', 10_000)
    // 10800 settled: 2.9 % of it and 30.
    expect(charge).toMatchObject({
      amount: 10_000,
      currency: 'eur',
      balance_transaction: { amount: 10_800, currency: 'usd', exchange_rate: 1.08, fee: 343, net: 10_457 },
    })
    await settle({ rates: { eur: 1.1 } })
    const expand = ['balance_transaction']
    const refund = await stripe.refunds.create({ charge: charge.id, amount: 4000, expand })
    expect(refund).toMatchObject({
      amount: 4000,
      currency: 'eur',
      balance_transaction: { amount: -4400, currency: 'usd', exchange_rate: 1.1, fee: 0 },
    })
    await settle({ rates: { eur: 1.05 } })
    await world.control(`refunds/${refund.id}/fail`)
    const dispute = await world.control(`charges/${charge.id}/dispute`, { amount: 10_000 })
    await settle({ rates: { eur: 1.2 } })
    await world.control(`disputes/${dispute.body.id}/win`)
    const moves = (await stripe.disputes.retrieve(dispute.body.id)).balance_transactions
    expect(moves.map((row) => [row.amount, row.fee, row.currency, row.exchange_rate])).toEqual([
      [-10_500, 1500, 'usd', 1.05],
      [12_000, 0, 'usd', 1.2],
    ])
    const [back] = (await stripe.balanceTransactions.list({ type: 'refund_failure' })).data
    expect(back).toMatchObject({ amount: 4200, exchange_rate: 1.05 })
  })

  it('settles yen without decimals in dollars, and dollars in yen', async () => {
    await settle({ rates: { jpy: 0.0067 } })
    const yen = await paid('jpy', 29_800)
    // 29800 yen at 0.0067 are 199.66 dollars.
    expect(yen.balance_transaction).toMatchObject({ amount: 19_966, currency: 'usd', exchange_rate: 0.67 })
    await settle({ settlementCurrency: 'jpy', rates: { usd: 149.31 } })
    const dollars = await paid('usd', 1999)
    expect(dollars.balance_transaction).toMatchObject({ amount: 2985, currency: 'jpy', fee: 117, net: 2868 })
  })

  it('pays out each currency by itself', async () => {
    await paid('chf', 5000)
    await world.control('payouts', { pending: true })
    const payouts = (await stripe.payouts.list()).data
    expect(payouts.map((row) => row.currency)).toContain('chf')
    expect(new Set(payouts.map((row) => row.currency)).size).toBe(payouts.length)
    const { available } = await stripe.balance.retrieve()
    expect(available.every((row) => row.amount <= 0)).toBe(true)
  })
})

describe('three decimals', () => {
  it('amounts end in zero, also what is worked out from them', async () => {
    const vat = await stripe.taxRates.create({ display_name: 'VAT', percentage: 5.5, inclusive: false })
    const charge = await paid('kwd', 61_230, [vat.id])
    // 5.5 % of 61.230 is 3.36765: 3.370. 2.9 % of 64.600 is 1.8734, and 0.030: 1.900.
    expect(charge).toMatchObject({ amount: 64_600, balance_transaction: { fee: 1900, net: 62_700 } })
    expect((await refusal(stripe.refunds.create({ charge: charge.id, amount: 1234 }))).message).toMatch(/KWD/)
    expect((await stripe.refunds.create({ charge: charge.id, amount: 1230 })).status).toBe('succeeded')
    await settle({ rates: { kwd: 3.25 } })
    const inDollars = await stripe.refunds.create({
      charge: charge.id,
      amount: 1230,
      expand: ['balance_transaction'],
    })
    expect(inDollars.balance_transaction).toMatchObject({
      amount: -400,
      currency: 'usd',
      exchange_rate: 0.325,
    })
  })

  it('a discount and its tax too', async () => {
    const coupon = await stripe.coupons.create({ percent_off: 33.3 })
    const price = await priced('kwd', 61_230)
    const over = { line_items: [{ price, quantity: 1 }], discounts: [{ coupon: coupon.id }] }
    const { session } = await paidCharge(world, stripe, over)
    // 33.3 % of 61.230 is 20.38959.
    expect(await stripe.checkout.sessions.retrieve(session)).toMatchObject({
      amount_total: 40_840,
      total_details: { amount_discount: 20_390 },
    })
    expect((await refusal(priced('kwd', 61_235))).param).toBe('unit_amount')
    const off = stripe.coupons.create({ amount_off: 1005, currency: 'kwd' })
    expect((await refusal(off)).param).toBe('amount_off')
    expect((await refusal(priced('jpy', -1))).param).toBe('unit_amount')
  })
})

it('refuses settings that are none', async () => {
  for (const wrong of [
    { rates: { eur: 0 } },
    { rates: { EUR: 1 } },
    { settlementCurrency: 'dollar' },
    { speed: 1 },
  ]) {
    expect((await settle(wrong)).status).toBe(400)
  }
})
