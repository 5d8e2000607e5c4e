import { describe, expect, it } from 'vitest'
import { board, crc16, hashSlot } from './hash-slot'

describe('hash slot', () => {
  it("agrees with the Cluster specification's test vector", () => {
    expect(crc16('123456789')).toBe(0x31c3)
  })
  it('agrees with CLUSTER KEYSLOT for known keys', () => {
    // redis-cli CLUSTER KEYSLOT foo / somekey, from the command's documentation.
    expect(hashSlot('foo')).toBe(12_182)
    expect(hashSlot('somekey')).toBe(11_058)
  })
  it('raises each tile by one bit of its own', () => {
    const tiles = board('somekey')
    expect(tiles.map((tile) => Number(tile.raised)).join('')).toBe(
      (11_058).toString(2).padStart(14, '0').slice(0, 9),
    )
  })
})
