import type Stripe from 'stripe'
import { newId } from './ids'
import type { TaxDecision, TaxPart } from './tax-decision'
import type { TaxShare } from './tax-shares'

type Line = Stripe.Tax.CalculationLineItem
type Breakdown = Stripe.Tax.Calculation.TaxBreakdown

/** One line of a calculation, with what is shown of it only on request. */
export type TaxCalculationLine = {
  /** The line's id. */
  id: string
  calculation: string
  line: Line
  breakdown: Stripe.Tax.CalculationLineItem.TaxBreakdown[]
}

/** A line with its tax, before it has an id. */
export type TaxedLine = {
  given: Stripe.Tax.CalculationCreateParams.LineItem
  index: number
  inclusive: boolean
  taxCode: string
  decision: TaxDecision
  shares: readonly TaxShare[]
}

export function taxOf({ shares }: Pick<TaxedLine, 'shares'>): number {
  return shares.reduce((total, { amount }) => total + amount, 0)
}

export function calculationLine(calculation: string, taxed: TaxedLine): TaxCalculationLine {
  const { given, index, inclusive, taxCode, decision, shares } = taxed
  const id = newId('tax_li')
  const line: Line = {
    id,
    object: 'tax.calculation_line_item',
    amount: given.amount,
    amount_tax: taxOf(taxed),
    livemode: false,
    metadata: null,
    performance_location: given.performance_location ?? null,
    product: given.product ?? null,
    quantity: given.quantity ?? 1,
    reference: given.reference ?? `L${index + 1}`,
    tax_behavior: inclusive ? 'inclusive' : 'exclusive',
    tax_code: taxCode,
  }
  return { id, calculation, line, breakdown: shares.map((share) => lineBreakdown(share, decision.reason)) }
}

function lineBreakdown(
  { part, amount, taxable }: TaxShare,
  reason: TaxDecision['reason'],
): Stripe.Tax.CalculationLineItem.TaxBreakdown {
  const { country, state, jurisdiction, level, name, type, percentage } = part
  return {
    amount,
    jurisdiction: { country, display_name: jurisdiction, level, state },
    sourcing: 'destination',
    // "Null when the tax is not imposed" (SDK types).
    tax_rate_details:
      reason === 'standard_rated'
        ? { display_name: name, percentage_decimal: decimal(percentage), tax_type: type ?? 'vat' }
        : null,
    taxability_reason: reason,
    taxable_amount: taxable,
  }
}

/** All lines together: one entry for each place and kind of tax, with the rates of its authorities added up. */
export function calculationBreakdown(lines: readonly TaxedLine[]): Breakdown[] {
  const entries = new Map<string, Breakdown>()
  for (const { decision, shares, inclusive } of lines) {
    const [first] = shares
    if (!first) continue
    const { country, state, type } = first.part
    const percentage = shares.reduce((total, { part }) => total + part.percentage, 0)
    const key = JSON.stringify([inclusive, country, state, type, decision.reason, percentage])
    const known = entries.get(key)
    const tax = taxOf({ shares })
    entries.set(key, {
      amount: (known?.amount ?? 0) + tax,
      inclusive,
      tax_rate_details: rateDetails(first.part, percentage),
      taxability_reason: decision.reason,
      taxable_amount: (known?.taxable_amount ?? 0) + first.taxable,
    })
  }
  return [...entries.values()]
}

function rateDetails({ country, state, type }: TaxPart, percentage: number): Breakdown['tax_rate_details'] {
  const rated = percentage > 0
  return {
    country,
    flat_amount: null,
    percentage_decimal: decimal(percentage),
    rate_type: rated ? 'percentage' : null,
    state,
    tax_type: type,
  }
}

/** `8.875`, `19.0`: as docs.stripe.com/tax/custom shows them. The sum of some rates is rounded: binary fractions add up badly. */
function decimal(percentage: number): string {
  const rounded = Number(percentage.toFixed(6))
  return Number.isInteger(rounded) ? `${rounded}.0` : String(rounded)
}

/** The lines of a calculation in the order they were given. */
export function calculationLines(newestFirst: Iterable<TaxCalculationLine>, calculation: string): Line[] {
  const own = [...newestFirst].filter((row) => row.calculation === calculation)
  return own.toReversed().map(({ line }) => line)
}
