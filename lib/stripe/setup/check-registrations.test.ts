import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import type { AccountPlan } from './account-plan'
import { checkRegistrations, registeredPlaces, usesAutomaticTax } from './check-registrations'

const NOW = new Date('2026-11-21T12:00:00Z')
const us = (state: string, type = 'state_sales_tax'): Stripe.Tax.Registration =>
  ({ country: 'US', country_options: { us: { state, type } }, expires_at: null }) as Stripe.Tax.Registration
const inCountry = (country: string, expires_at: number | null = null): Stripe.Tax.Registration =>
  ({ country, country_options: {}, expires_at }) as Stripe.Tax.Registration

/** What an account with these registrations is told. */
async function told(registrations: readonly Stripe.Tax.Registration[], more: Partial<AccountPlan> = {}) {
  const list = async function* () {
    yield* registrations
  }
  const plan = {
    livemode: false,
    automaticTax: true,
    countries: [],
    sellsToUnitedStates: true,
    stripe: { tax: { registrations: { list } } },
    ...more,
  } as unknown as AccountPlan
  return (await checkRegistrations({ plan, shown: undefined, now: NOW })).findings
}

describe('the tax registrations of an account', () => {
  it('fail loudly when there is none, and say what to do and where', async () => {
    const [finding, ...others] = await told([])
    expect(finding).toMatchObject({ state: 'missing', blocks: true })
    expect(finding?.detail).toContain('collects zero, silently')
    expect(finding?.todo?.where).toBe('https://dashboard.stripe.com/test/tax/registrations')
    expect(others).toEqual([])
  })
  it('fail in live mode without one in the US, for the account that sells there', async () => {
    const eu = [inCountry('DE')]
    expect((await told(eu, { livemode: true }))[0]).toMatchObject({ state: 'missing', blocks: true })
    expect((await told(eu, { livemode: true, sellsToUnitedStates: false }))[0]?.state).toBe('done')
    expect((await told(eu))[0]?.state).toBe('done')
  })
  it('are listed by country and state, those for other taxes than sales tax as such', () => {
    const all = [us('NY'), us('CA'), us('IL', 'local_amusement_tax'), inCountry('FR'), inCountry('DE')]
    expect(registeredPlaces(all)).toEqual(['US: CA, IL (local_amusement_tax), NY', 'DE, FR'])
  })
  it('say where a claimed country is sold to untaxed; Israel has a rate of its own', async () => {
    const [finding] = await told([inCountry('DE')], { countries: ['DE', 'FR', 'IL'] })
    expect(finding).toMatchObject({
      state: 'done',
      detail: 'DE; nothing is collected in FR, which it sells to',
    })
  })
  it('are asked about when one of them ends within a month', async () => {
    const findings = await told([us('NY'), inCountry('DE', Date.parse('2026-12-01T00:00:00Z') / 1_000)])
    expect(findings.map(({ state, blocks }) => [state, blocks])).toEqual([
      ['done', false],
      ['to do', false],
    ])
    expect(findings[1]?.detail).toBe('end soon: DE (2026-12-01 at the earliest)')
  })
  it('are not needed where every session carries the account’s own rate', async () => {
    expect((await told([], { automaticTax: false }))[0]?.state).toBe('done')
    expect(usesAutomaticTax({ countries: ['IL'] }, true)).toBe(false)
    expect(usesAutomaticTax({ countries: ['IL'] }, false)).toBe(true)
    expect(usesAutomaticTax({ countries: ['IL', 'CY'] }, true)).toBe(true)
    expect(usesAutomaticTax({ countries: [] }, true)).toBe(true)
  })
})
