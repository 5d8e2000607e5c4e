import type Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  makePrice,
  openTestEmulator,
  refusal,
  sessionParams,
  type Client,
  type TestEmulator,
} from './open-test-emulator'

type Options = Stripe.Tax.RegistrationCreateParams.CountryOptions
const GERMANY: Options = { de: { type: 'standard', standard: { place_of_supply_scheme: 'standard' } } }
const DAY = 24 * 60 * 60

let world: TestEmulator
beforeAll(async () => {
  world = await openTestEmulator({
    accountSettings: {
      sk_test_israel: {
        country: 'IL',
        settlementCurrency: 'ils',
        taxRegistrations: [],
        businessAddress: ['1 Rothschild'],
      },
    },
  })
})
afterAll(() => world.emulator.close())

function register(stripe: Client, country: string, options: Options, over: object = {}) {
  return stripe.tax.registrations.create({ country, country_options: options, active_from: 'now', ...over })
}

async function states(stripe: Client, status: Stripe.Tax.RegistrationListParams.Status = 'active') {
  const { data } = await stripe.tax.registrations.list({ status, limit: 100 })
  return data.map((row) => row.country_options.us?.state ?? row.country)
}

describe('tax registrations', () => {
  it('are an account’s own, and begin with the states of its settings', async () => {
    const first = world.client('sk_test_reg1')
    const made = await register(first, 'DE', GERMANY)
    expect(made).toMatchObject({
      object: 'tax.registration',
      country: 'DE',
      country_options: { de: { type: 'standard', standard: { place_of_supply_scheme: 'standard' } } },
      expires_at: null,
      status: 'active',
    })
    expect(await states(first)).toEqual(expect.arrayContaining(['DE', 'NY', 'CA']))
    expect(await states(world.client('sk_test_reg2'))).not.toContain('DE')
    expect(await states(world.client('sk_test_israel'))).toEqual([])
    expect((await first.tax.registrations.retrieve(made.id)).id).toBe(made.id)
  })

  it('are scheduled, active and expired by the clock', async () => {
    const stripe = world.client('sk_test_clock')
    const now = Math.floor(Date.now() / 1000)
    const later = await register(
      stripe,
      'US',
      { us: { state: 'CO', type: 'state_sales_tax' } },
      { active_from: now + DAY },
    )
    const ended = await register(stripe, 'GB', { gb: { type: 'standard' } }, { expires_at: now + DAY })
    expect([later.status, ended.status]).toEqual(['scheduled', 'active'])
    expect(await states(stripe, 'scheduled')).toEqual(['CO'])
    const moved = await openTestEmulator()
    const there = moved.client('sk_test_moved')
    const colorado = await register(
      there,
      'US',
      { us: { state: 'CO', type: 'state_sales_tax' } },
      { active_from: now + DAY },
    )
    const britain = await register(there, 'GB', { gb: { type: 'standard' } }, { expires_at: now + DAY })
    moved.emulator.advance(2 * DAY)
    expect((await there.tax.registrations.retrieve(colorado.id)).status).toBe('active')
    expect((await there.tax.registrations.retrieve(britain.id)).status).toBe('expired')
    expect(await states(there, 'expired')).toEqual(['GB'])
    expect(await states(there, 'all')).toEqual(expect.arrayContaining(['GB', 'CO', 'NY']))
    await moved.emulator.close()
  })

  it('end by expires_at, and can be made again afterwards', async () => {
    const stripe = world.client('sk_test_end')
    const made = await register(stripe, 'DE', GERMANY)
    expect((await refusal(register(stripe, 'DE', GERMANY))).param).toBe('country')
    expect((await stripe.tax.registrations.update(made.id, { expires_at: 'now' })).status).toBe('expired')
    expect((await stripe.tax.registrations.update(made.id, { expires_at: '' })).status).toBe('active')
    await stripe.tax.registrations.update(made.id, { expires_at: 'now' })
    expect((await register(stripe, 'DE', GERMANY)).status).toBe('active')
  })

  it.each<[string, string, Options, string]>([
    ['Israel', 'IL', GERMANY, 'country'],
    ['a country without its options', 'DE', { gb: { type: 'standard' } }, 'country_options[de]'],
    ['options of another country', 'DE', { ...GERMANY, gb: { type: 'standard' } }, 'country_options[gb]'],
    [
      'a state without a sales tax',
      'US',
      { us: { state: 'OR', type: 'state_sales_tax' } },
      'country_options[us][state]',
    ],
    ['a state twice', 'US', { us: { state: 'NY', type: 'state_sales_tax' } }, 'country'],
    ['a country this emulator has no rate for', 'KE', { ke: { type: 'simplified' } }, 'country'],
  ])('refuse %s', async (_what, country, options, param) => {
    expect((await refusal(register(world.client(), country, options))).param).toBe(param)
  })

  it('refuse options that do not exist, as Israel’s', async () => {
    const answer = await fetch(`${world.emulator.url}/v1/tax/registrations`, {
      method: 'POST',
      headers: { authorization: 'Bearer sk_test_first' },
      body: 'country=IL&active_from=now&country_options[il][type]=standard',
    })
    expect(await answer.json()).toMatchObject({
      error: { code: 'parameter_unknown', param: 'country_options[il]' },
    })
  })

  it('refuse an end before the beginning', async () => {
    const error = await refusal(
      register(world.client(), 'FR', { fr: { type: 'oss_union' } }, { expires_at: 1 }),
    )
    expect(error.param).toBe('expires_at')
  })

  it('can be told by the control door, for one account or for all that have none of their own', async () => {
    const [one, other] = [world.client('sk_test_one'), world.client('sk_test_other')]
    expect(await states(other)).toContain('NY')
    await world.control('settings', { account: 'sk_test_one', taxRegistrations: ['CO'] })
    await world.control('settings', { taxRegistrations: ['TX', 'NY'] })
    expect([await states(one), (await states(other)).toSorted()]).toEqual([['CO'], ['NY', 'TX']])
    const held = await world.control('settings', { account: 'sk_test_one', webhooks: 'held' })
    expect(held.status).toBe(400)
  })
})

describe('tax settings', () => {
  const enabled = { automatic_tax: { enabled: true } }

  it('are the account’s: where the business is', async () => {
    const settings = await world.client('sk_test_israel').tax.settings.retrieve()
    expect(settings).toMatchObject({ status: 'active', head_office: { address: { country: 'IL' } } })
  })

  it('without a head office are pending, and refuse automatic tax until there is one', async () => {
    const stripe = world.client('sk_test_pending')
    await world.control('settings', { account: 'sk_test_pending', taxSettingsStatus: 'pending' })
    expect(await stripe.tax.settings.retrieve()).toMatchObject({
      status: 'pending',
      head_office: null,
      status_details: { pending: { missing_fields: ['head_office'] } },
    })
    const price = await makePrice(stripe)
    const error = await refusal(stripe.checkout.sessions.create(sessionParams(price, enabled)))
    expect(error.message).toContain('You must have a valid head office address')
    expect((await refusal(register(stripe, 'DE', GERMANY))).message).toContain('head office')
    const untaxed = { automatic_tax: { enabled: false } }
    expect((await stripe.checkout.sessions.create(sessionParams(price, untaxed))).status).toBe('open')
    const address = { country: 'DE', line1: 'Chausseestr. 1', city: 'Berlin', postal_code: '10115' }
    const active = await stripe.tax.settings.update({ head_office: { address } })
    expect(active).toMatchObject({ status: 'active', head_office: { address: { country: 'DE' } } })
    expect((await stripe.checkout.sessions.create(sessionParams(price, enabled))).status).toBe('open')
  })

  it('give prices without a tax behaviour theirs', async () => {
    const stripe = world.client('sk_test_behavior')
    const product = await stripe.products.create({ name: 'Course' })
    const { id } = await stripe.prices.create({ product: product.id, currency: 'eur', unit_amount: 11_900 })
    expect((await refusal(stripe.checkout.sessions.create(sessionParams(id, enabled)))).message).toContain(
      'unspecified',
    )
    const set = await stripe.tax.settings.update({
      defaults: { tax_behavior: 'inferred_by_currency', tax_code: 'txcd_20060158' },
    })
    expect(set.defaults).toMatchObject({ tax_behavior: 'inferred_by_currency', tax_code: 'txcd_20060158' })
    await register(stripe, 'DE', GERMANY)
    const session = await stripe.checkout.sessions.create(sessionParams(id, enabled))
    await world.control(`sessions/${session.id}/pay`, { country: 'DE', postal_code: '10115' })
    expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({
      amount_total: 11_900,
      total_details: { amount_tax: 1900 },
    })
  })

  it('refuse a tax code that is none', async () => {
    const call = world.client().tax.settings.update({ defaults: { tax_code: 'course' } })
    expect((await refusal(call)).param).toBe('defaults[tax_code]')
  })
})
