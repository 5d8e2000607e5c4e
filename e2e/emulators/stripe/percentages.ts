/** A percentage as an exact fraction: 8.875 is 8875 of 100000. */
function fraction(percent: number): { over: bigint; under: bigint } {
  const [whole = '0', decimals = ''] = percent.toFixed(6).split('.')
  return { over: BigInt(whole + decimals), under: 100n * 10n ** BigInt(decimals.length) }
}

/** `percent` of an amount in minor units, rounded half up to whole `step`s: never a float. */
export function percentOf(amount: number, percent: number, step = 1): number {
  const { over, under } = fraction(percent)
  return rounded(BigInt(amount) * over, under, step)
}

/** The tax inside an amount that already includes it: amount * p / (100 + p), rounded half up to whole `step`s. */
export function percentWithin(amount: number, percent: number, step = 1): number {
  const { over, under } = fraction(percent)
  return rounded(BigInt(amount) * over, under + over, step)
}

/** `part` of `whole`, applied to an amount and rounded down to whole `step`s: for sharing one discount among several lines. */
export function proportionOf(amount: number, part: number, whole: number, step = 1): number {
  if (whole === 0) return 0
  return Number((BigInt(amount) * BigInt(part)) / (BigInt(whole) * BigInt(step))) * step
}

/** The same, rounded half up: for what belongs to a part of a purchase. */
export function shareOf(amount: number, part: number, whole: number, step = 1): number {
  return whole === 0 ? 0 : rounded(BigInt(amount) * BigInt(part), BigInt(whole), step)
}

/** An amount rounded half up to whole `step`s. */
export function inSteps(amount: number, step: number): number {
  return rounded(BigInt(amount), 1n, step)
}

function rounded(over: bigint, under: bigint, step: number): number {
  const divisor = under * BigInt(step)
  return Number((2n * over + divisor) / (2n * divisor)) * step
}
