import { expect, it } from 'vitest'
import { clientAddress } from './client-address'

it.each([
  ['1.1.1.1', 0, '1.1.1.1'],
  ['9.9.9.9, 1.1.1.1', 1, '1.1.1.1'],
  ['9.9.9.9, 1.1.1.1, 10.0.0.1', 2, '1.1.1.1'],
  ['1.1.1.1', 3, 'unknown'],
  [null, 1, 'unknown'],
])('X-Forwarded-For %j behind %i proxies is %s', (header, hops, address) => {
  expect(clientAddress(header, hops)).toBe(address)
})
