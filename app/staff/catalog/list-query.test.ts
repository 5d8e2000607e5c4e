import { describe, expect, it } from 'vitest'
import { listAddress, readListQuery } from './list-query'

describe('the address of the list', () => {
  it('says what is shown', () => {
    expect(readListQuery({ search: ' redis json ', state: 'draft' })).toEqual({
      search: 'redis json',
      state: 'draft',
    })
  })

  it('narrows nothing by what it does not understand', () => {
    const asked = { search: '  ', state: ['draft', 'retired'], did: 'x' }
    expect(readListQuery(asked)).toEqual({ search: undefined, state: undefined })
    expect(readListQuery({ search: 'a'.repeat(101), state: 'gone' })).toEqual({
      search: undefined,
      state: undefined,
    })
  })

  it.each([
    [{ search: undefined, state: undefined }, '/staff/catalog'],
    [{ search: undefined, state: 'retired' }, '/staff/catalog?state=retired'],
    [{ search: 'C# & more', state: 'draft' }, '/staff/catalog?search=C%23+%26+more&state=draft'],
  ] as const)('%j leads to %s', (query, address) => {
    expect(listAddress(query)).toBe(address)
  })
})
