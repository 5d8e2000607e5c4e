import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestEmulator, refusal, type Client, type TestEmulator } from './open-test-emulator'

let world: TestEmulator
let stripe: Client
beforeAll(async () => {
  world = await openTestEmulator()
  stripe = world.client()
})
afterAll(() => world.emulator.close())

describe('the account of a key', () => {
  it('shows who sells, where, and how it looks', async () => {
    const account = await stripe.accounts.retrieveCurrent()
    expect(account).toMatchObject({
      object: 'account',
      country: 'US',
      default_currency: 'usd',
      charges_enabled: true,
      payouts_enabled: true,
      business_profile: { name: 'Redis University (test)', support_email: 'training@example.com' },
      settings: {
        branding: { icon: 'file_test_icon', primary_color: '#ff4438' },
        dashboard: { display_name: 'Redis University (test)' },
      },
    })
    expect((await stripe.accounts.retrieve(account.id)).id).toBe(account.id)
    expect((await world.client('sk_test_other').accounts.retrieveCurrent()).id).not.toBe(account.id)
  })

  it('does not show another one', async () => {
    const other = await world.client('sk_test_other').accounts.retrieveCurrent()
    const error = await refusal(stripe.accounts.retrieve(other.id))
    expect([error.statusCode, error.code]).toEqual([403, 'account_invalid'])
  })

  it('can be without looks, and unable to charge', async () => {
    const branding = { icon: null, logo: null, primaryColor: null, secondaryColor: null }
    await world.control('settings', { branding, chargesEnabled: false, payoutsEnabled: false })
    expect(await stripe.accounts.retrieveCurrent()).toMatchObject({
      charges_enabled: false,
      payouts_enabled: false,
      settings: { branding: { icon: null, logo: null, primary_color: null, secondary_color: null } },
    })
  })
})
