/** A percentage as an exact fraction: 8.875 is 8875 of 100000. */
function fraction(percent: number): { over: bigint; under: bigint } {
  const [whole = '0', decimals = ''] = percent.toFixed(6).split('.')
  return { over: BigInt(whole + decimals), under: 100n * 10n ** BigInt(decimals.length) }
}

/** `percent` of an amount in minor units, rounded half up: never a float. */
export function percentOf(amount: number, percent: number): number {
  const { over, under } = fraction(percent)
  return Number(roundedDivision(BigInt(amount) * over, under))
}

/** The tax inside an amount that already includes it: amount * p / (100 + p), rounded half up. */
export function percentWithin(amount: number, percent: number): number {
  const { over, under } = fraction(percent)
  return Number(roundedDivision(BigInt(amount) * over, under + over))
}

/** `part` of `whole`, applied to an amount and rounded down: for sharing one discount among several lines. */
export function proportionOf(amount: number, part: number, whole: number): number {
  return whole === 0 ? 0 : Number((BigInt(amount) * BigInt(part)) / BigInt(whole))
}

function roundedDivision(over: bigint, under: bigint): bigint {
  return (2n * over + under) / (2n * under)
}
