import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestEmulator, paidCharge, type TestEmulator } from './open-test-emulator'

let world: TestEmulator
beforeAll(async () => {
  world = await openTestEmulator({
    settings: { rates: { usd: 3.7 } },
    accountSettings: {
      sk_test_israel: {
        country: 'IL',
        businessName: 'Redis Labs Ltd',
        settlementCurrency: 'ils',
        taxRegistrations: [],
      },
    },
  })
})
afterAll(() => world.emulator.close())

async function settled(key: string) {
  const stripe = world.client(key)
  const { charge, session } = await paidCharge(world, stripe)
  const { invoice } = await stripe.checkout.sessions.retrieve(session, { expand: ['invoice'] })
  const move = await stripe.balanceTransactions.retrieve(String(charge.balance_transaction))
  const made = typeof invoice === 'object' ? invoice : null
  return [made?.account_country, made?.account_name, move.currency, move.amount]
}

describe('settings of one account', () => {
  it('are its own: seller, bank and registrations', async () => {
    expect(await settled('sk_test_israel')).toEqual(['IL', 'Redis Labs Ltd', 'ils', 73_630])
    expect(await settled('sk_test_first')).toEqual(['US', 'Redis University (test)', 'usd', 19_900])
  })

  it('are changed by the control door, and put back when everything is forgotten', async () => {
    const changed = await world.control('settings', { account: 'sk_test_first', settlementCurrency: 'ils' })
    expect(changed.body).toMatchObject({ settlementCurrency: 'ils' })
    expect((await settled('sk_test_first'))[2]).toBe('ils')
    expect((await settled('sk_test_third'))[2]).toBe('usd')
    await world.client('sk_test_israel').tax.registrations.create({
      country: 'GB',
      country_options: { gb: { type: 'standard' } },
      active_from: 'now',
    })
    await fetch(`${world.emulator.url}/_emulator/state`, { method: 'DELETE' })
    expect((await settled('sk_test_first'))[2]).toBe('usd')
    expect((await settled('sk_test_israel'))[2]).toBe('ils')
    expect((await world.client('sk_test_israel').tax.registrations.list()).data).toEqual([])
  })
})
