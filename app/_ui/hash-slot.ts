/** One tile of the board, from its back corner: column and row 0 to 2. */
export type Tile = {
  readonly column: number
  readonly row: number
  readonly raised: boolean
  readonly accent: boolean
}

/** CRC16 (XMODEM) as Redis Cluster uses it to place keys (redis.io, Cluster specification). */
export function crc16(text: string): number {
  let crc = 0
  for (const byte of new TextEncoder().encode(text)) {
    crc ^= byte << 8
    for (let bit = 0; bit < 8; bit += 1)
      crc = (crc & 0x8000) !== 0 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff
  }
  return crc
}

/** The hash slot of a key among Redis Cluster's 16384. */
export function hashSlot(key: string): number {
  return crc16(key) % 16_384
}

/** A unit's picture: of its slot's fourteen bits nine raise the nine tiles, and five colour the raised ones. */
export function board(key: string): readonly Tile[] {
  const slot = hashSlot(key)
  return Array.from({ length: 9 }, (_, place) => ({
    column: place % 3,
    row: Math.floor(place / 3),
    raised: ((slot >> (13 - place)) & 1) === 1,
    accent: ((slot >> (place % 5)) & 1) === 1,
  }))
}
