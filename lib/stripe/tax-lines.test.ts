import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { jurisdictionOf, taxLines } from './tax-lines'

const rate = (what: Partial<Stripe.TaxRate>): Stripe.TaxRate =>
  ({
    id: 'txr_1',
    country: null,
    state: null,
    jurisdiction: null,
    jurisdiction_level: null,
    display_name: 'Tax',
    ...what,
  }) as Stripe.TaxRate

describe('tax by authority', () => {
  it.each<[Partial<Stripe.TaxRate>, string]>([
    [
      { country: 'US', state: 'NY', jurisdiction_level: 'city', jurisdiction: 'New York City' },
      'US NY city New York City',
    ],
    [{ country: 'IL', jurisdiction: 'IL', display_name: 'VAT' }, 'IL'],
    [{ country: 'IL', display_name: 'VAT' }, 'IL VAT'],
    [{ display_name: 'Sales tax' }, 'Sales tax'],
  ])('%o is owed to %s', (what, name) => {
    expect(jurisdictionOf(rate(what))).toBe(name)
  })
  it('is one line for each, and none of nothing', () => {
    const city = rate({
      country: 'US',
      state: 'NY',
      jurisdiction_level: 'city',
      jurisdiction: 'New York City',
    })
    const state = rate({ country: 'US', state: 'NY', jurisdiction_level: 'state', jurisdiction: 'New York' })
    expect(
      taxLines([
        { amount: 5, rate: city },
        { amount: 0, rate: state },
        { amount: 7, rate: city },
      ]),
    ).toEqual([{ jurisdiction: 'US NY city New York City', amount: 12n }])
  })
})
