import { describe, expect, it } from 'vitest'
import { hasSalesTax, jurisdictionsOf } from './us-sales-tax'
import { isState, stateOf } from './us-zip-codes'

const PREFIXES = Array.from({ length: 1000 }, (_, index) => String(index).padStart(3, '0'))

describe('ZIP codes', () => {
  it.each([
    ['10001', 'NY'],
    ['14201', 'NY'],
    ['94105', 'CA'],
    ['78701', 'TX'],
    ['02108', 'MA'],
    ['97201', 'OR'],
    ['19801', 'DE'],
    ['59601', 'MT'],
    ['03101', 'NH'],
    ['99501', 'AK'],
    ['20001', 'DC'],
    ['20101', 'VA'],
    ['10001-1234', 'NY'],
  ])('%s is in %s', (zip, state) => {
    expect(stateOf(zip, 'ZZ')).toBe(state)
  })

  it('cover all fifty states and the District of Columbia', () => {
    const states = new Set(PREFIXES.map((prefix) => stateOf(`${prefix}01`, null)).filter((state) => state))
    expect(states.size).toBe(51)
    expect([...states].filter((state) => state === undefined || !isState(state))).toEqual([])
    const untaxed = [...states].filter((state) => state !== undefined && !hasSalesTax(state))
    expect(untaxed.toSorted()).toEqual(['AK', 'DE', 'MT', 'NH', 'OR'])
  })

  it('tell nothing where no state has them; without one the letters count', () => {
    expect([stateOf('00000', 'NY'), stateOf(null, 'ny'), stateOf('', 'ZZ'), stateOf(null, null)]).toEqual([
      undefined,
      'NY',
      undefined,
      undefined,
    ])
  })
})

describe('sales tax', () => {
  it.each([
    ['NY', '10001', 8.875],
    ['NY', '14201', 8.75],
    ['CA', '94105', 8.625],
    ['CA', '90012', 9.75],
    ['TX', '78701', 8.25],
    ['IL', '60601', 10.25],
    ['WA', '98101', 10.35],
    ['FL', '33101', 7],
    ['MA', '02108', 6.25],
    ['PA', '19103', 8],
    ['NJ', '07102', 6.625],
    ['CO', '80202', 9.15],
  ])('in %s %s is %s%%', (state, zip, percentage) => {
    const rates = jurisdictionsOf(state, zip).map((part) => part.percentage)
    expect(rates.reduce((total, rate) => total + rate, 0)).toBeCloseTo(percentage, 9)
  })
})
