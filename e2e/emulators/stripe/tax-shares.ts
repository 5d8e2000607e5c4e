import { percentOf, percentWithin } from './percentages'
import type { TaxDecision, TaxPart } from './tax-decision'

/** `step`: minor units that each tax is rounded to. */
export type TaxableAmount = { amount: number; inclusive: boolean; step: number }
export type TaxShare = { part: TaxPart; amount: number; taxable: number }

/**
 * What each authority gets of an amount, in minor units. On top of the amount each is rounded by itself; inside it, all of
 * them together are taken out and shared, the last taking what rounding left, so that the price stays the price.
 */
export function taxShares(
  { reason, parts }: TaxDecision,
  { amount, inclusive, step }: TaxableAmount,
): TaxShare[] {
  if (reason !== 'standard_rated') return parts.map((part) => ({ part, amount: 0, taxable: 0 }))
  if (!inclusive) {
    return parts.map((part) => ({ part, amount: percentOf(amount, part.percentage, step), taxable: amount }))
  }
  const whole = parts.reduce((total, part) => total + part.percentage, 0)
  const inside = percentWithin(amount, whole, step)
  const taxable = amount - inside
  let left = inside
  return parts.map((part, index) => {
    const own = index === parts.length - 1 ? left : Math.min(left, percentOf(taxable, part.percentage, step))
    left -= own
    return { part, amount: own, taxable }
  })
}
