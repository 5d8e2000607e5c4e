import { describe, expect, it } from 'vitest'
import { isRegistered } from './registered'
import type { Registration } from './registered'

const ny: Registration = { country: 'US', state: 'NY', type: 'state_sales_tax' }
const parking: Registration = { country: 'US', state: 'IL', type: 'local_amusement_tax' }
const germany: Registration = { country: 'DE', state: undefined, type: 'standard' }
const shop: Registration = { country: 'IE', state: undefined, type: 'oss_union' }
const goods: Registration = { country: 'IE', state: undefined, type: 'ioss' }

describe('whether we are registered in a place', () => {
  it.each([
    { name: 'the state itself', registrations: [ny], country: 'US', state: 'NY', expected: true },
    { name: 'another state', registrations: [ny], country: 'US', state: 'CO', expected: false },
    { name: 'a state we do not know', registrations: [ny], country: 'US', state: undefined, expected: false },
    {
      name: 'another tax of the state',
      registrations: [parking],
      country: 'US',
      state: 'IL',
      expected: false,
    },
    {
      name: 'Israel, by Illinois',
      registrations: [parking],
      country: 'IL',
      state: undefined,
      expected: false,
    },
    { name: 'the country', registrations: [germany], country: 'DE', state: undefined, expected: true },
    { name: 'a neighbour', registrations: [germany], country: 'FR', state: undefined, expected: false },
    { name: 'the one-stop shop', registrations: [shop], country: 'DE', state: undefined, expected: true },
    {
      name: 'the one-stop shop, not in the EU',
      registrations: [shop],
      country: 'GB',
      state: undefined,
      expected: false,
    },
    { name: 'imported goods', registrations: [goods], country: 'IE', state: undefined, expected: false },
    { name: 'no registrations', registrations: [], country: 'US', state: 'NY', expected: false },
  ])('$name: $expected', ({ registrations, country, state, expected }) => {
    expect(isRegistered(registrations, country, state)).toBe(expected)
  })
})
