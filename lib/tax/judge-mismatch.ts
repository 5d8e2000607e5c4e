import type { TaxFinding } from './finding'
import { vatOf } from './israeli-vat'
import { placeName } from './place'
import { ISRAEL } from './route'
import type { Amounts, Beside, Evidence } from './tax-case'

/**
 * The country asked and the one collected differ, and tax with them: the manual rate is for one country, Stripe Tax knows
 * all but that one, and each account has registrations of its own. Checkout cannot lock the country, so it happens.
 * Undefined where the difference costs nobody any tax: then it is evidence and no finding. Pure.
 */
export function judgeMismatch(evidence: Evidence, amounts: Amounts, beside: Beside): TaxFinding | undefined {
  const { countryAsked: asked, countryCollected: collected } = evidence
  if (collected === undefined || collected === asked) return undefined
  const due = taxDue(evidence, collected, amounts, beside)
  if (due === 'as taken') return undefined
  const amount = due === 'unknown' ? undefined : due - amounts.tax
  if (amount === 0n) return undefined
  const from = `${placeName(asked)} was chosen here, ${placeName(collected)} was given as the address`
  return {
    kind: 'country-mismatch',
    place: placeName(collected, evidence.state),
    amount,
    detail: `${from}. ${explain(amount, evidence, beside)}`,
  }
}

/** The tax that the collected country asks for. */
function taxDue(
  { route, taxExempt }: Evidence,
  collected: string,
  amounts: Amounts,
  { israelPercent, taxThere, otherAccount }: Beside,
): bigint | 'as taken' | 'unknown' {
  const net = amounts.subtotal - amounts.discount
  if (net <= 0n || taxExempt !== 'none') return 0n
  if (collected === ISRAEL) return vatOf({ amount: net, currency: amounts.currency }, israelPercent)
  if (otherAccount !== undefined) return 'unknown'
  // Stripe Tax went by the address collected, whatever was chosen here.
  if (route !== 'manual') return 'as taken'
  return taxThere ?? 'unknown'
}

function explain(amount: bigint | undefined, { route }: Evidence, { otherAccount }: Beside): string {
  if (otherAccount !== undefined && amount === undefined)
    return `Another Stripe account (${otherAccount}) sells there, so the tax due there is not known.`
  const way = route === 'manual' ? 'Tax was taken by the manual rate.' : 'Tax was left to Stripe Tax.'
  if (amount === undefined) return `${way} What is due there could not be calculated.`
  return amount > 0n ? `${way} More is due there.` : `${way} Less is due there.`
}
