import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { decideTax, hasTaxLocation, type TaxedBuyer } from './tax-decision'
import type { GivenTaxId } from './tax-id-formats'

type Options = Stripe.Tax.Registration.CountryOptions

function registration(country: string, country_options: Options): Stripe.Tax.Registration {
  return {
    id: `taxreg_${country}`,
    object: 'tax.registration',
    active_from: 0,
    country,
    country_options,
    created: 0,
    expires_at: null,
    livemode: false,
    status: 'active',
  }
}

const standard = { type: 'standard', standard: { place_of_supply_scheme: 'standard' } } as const
const goods = { type: 'standard', standard: { place_of_supply_scheme: 'inbound_goods' } } as const

function buyer(country: string, postal_code: string | null, taxIds: GivenTaxId[] = []): TaxedBuyer {
  const address = { country, postal_code, city: null, line1: null, line2: null, state: null }
  return { address, taxIds, exempt: 'none' }
}

const seller = (country: string, registrations: Stripe.Tax.Registration[]) => ({
  country,
  registrations,
  manualRules: {},
})
const union = registration('IE', { ie: { type: 'oss_union' } })
const irish = seller('IE', [
  registration('IE', { ie: standard }),
  union,
  registration('GB', { gb: standard }),
])

describe('who accounts for value added tax', () => {
  it.each<[string, TaxedBuyer, string]>([
    ['a business elsewhere', buyer('DE', null, [{ type: 'eu_vat', value: 'DE123456789' }]), 'reverse_charge'],
    [
      'one with a number of a third member',
      buyer('DE', null, [{ type: 'eu_vat', value: 'FRAB123456789' }]),
      'reverse_charge',
    ],
    [
      'one where the seller is',
      buyer('IE', null, [{ type: 'eu_vat', value: 'DE123456789' }]),
      'standard_rated',
    ],
    [
      'one with a number of the seller’s country',
      buyer('DE', null, [{ type: 'eu_vat', value: 'IE1234567AB' }]),
      'standard_rated',
    ],
    [
      'one with a number that is no VAT number',
      buyer('DE', null, [{ type: 'de_stn', value: '1234567890' }]),
      'standard_rated',
    ],
    [
      'one outside the union with its own number',
      buyer('GB', 'E1 6AN', [{ type: 'gb_vat', value: 'GB123456789' }]),
      'reverse_charge',
    ],
    [
      'one outside the union with a number of it',
      buyer('GB', 'E1 6AN', [{ type: 'eu_vat', value: 'DE123456789' }]),
      'standard_rated',
    ],
    ['a person', buyer('DE', null), 'standard_rated'],
  ])('%s', (_who, who, reason) => {
    expect(decideTax(irish, who, null).reason).toBe(reason)
  })
})

describe('where tax is collected', () => {
  it.each<[string, Stripe.Tax.Registration[], TaxedBuyer, string]>([
    ['a union registration, in another member', [union], buyer('FR', null), 'standard_rated'],
    ['a union registration, outside', [union], buyer('CH', null), 'not_collecting'],
    [
      'a member’s own registration, in another',
      [registration('FR', { fr: standard })],
      buyer('DE', null),
      'not_collecting',
    ],
    ['one for imported goods', [registration('GB', { gb: goods })], buyer('GB', null), 'not_collecting'],
    ['one for parcels', [registration('DE', { de: { type: 'ioss' } })], buyer('DE', null), 'not_collecting'],
    [
      'a state’s other tax',
      [registration('US', { us: { state: 'NY', type: 'state_communications_tax' } })],
      buyer('US', '10001'),
      'not_collecting',
    ],
    [
      'another state',
      [registration('US', { us: { state: 'TX', type: 'state_sales_tax' } })],
      buyer('US', '10001'),
      'not_collecting',
    ],
    [
      'the state',
      [registration('US', { us: { state: 'NY', type: 'state_sales_tax' } })],
      buyer('US', '10001'),
      'standard_rated',
    ],
  ])('%s', (_what, registrations, who, reason) => {
    expect(decideTax(seller('US', registrations), who, null).reason).toBe(reason)
  })
})

describe('a place tax can be told from', () => {
  it.each([
    ['DE', null, true],
    ['US', '10001', true],
    ['US', '00000', false],
    ['US', null, false],
  ])('%s %s', (country, zip, enough) => {
    expect(hasTaxLocation(buyer(country, zip).address)).toBe(enough)
  })

  it('is not no address', () => {
    expect(hasTaxLocation(null)).toBe(false)
  })
})
