/**
 * The part of `whole` that `part` is of `total`, in whole minor units, halves away from zero: a negative part gives the
 * same units the other way round. `total` is positive.
 */
export function proportion(whole: bigint, part: bigint, total: bigint): bigint {
  const doubled = 2n * whole * part
  return (doubled < 0n ? doubled - total : doubled + total) / (2n * total)
}
