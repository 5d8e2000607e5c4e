import type { TaxFinding } from './finding'
import { vatOf } from './israeli-vat'
import { judgeMismatch } from './judge-mismatch'
import { hasSalesTax, placeName } from './place'
import { isRegistered } from './registered'
import { ISRAEL } from './route'
import type { Amounts, Beside, Evidence } from './tax-case'

/** Reasons for which no tax is right, however registered one is (docs.stripe.com/tax/zero-tax). */
const RIGHTLY_ZERO = [
  'product_exempt',
  'zero_rated',
  'reverse_charge',
  'customer_exempt',
  'not_subject_to_tax',
]

/**
 * What finance has to know of a purchase's tax; nothing where all is well. Judges what Stripe did, never what a buyer
 * may do: no finding holds up a course. Pure.
 */
export function judgeTax(evidence: Evidence, amounts: Amounts, beside: Beside): TaxFinding[] {
  const mismatch = judgeMismatch(evidence, amounts, beside)
  const findings = [
    mismatch,
    judgeUntaxed(evidence, amounts, beside, mismatch),
    judgeNotRegistered(evidence, amounts),
    judgeReverseCharge(evidence),
    judgeExempt(evidence),
    judgeUnknown(evidence),
  ]
  return findings.filter((finding) => finding !== undefined)
}

/** Where the buyer is, as far as anybody knows. */
function whereOf(evidence: Evidence): { readonly country: string; readonly state: string | undefined } {
  const country = evidence.countryCollected ?? evidence.countryAsked
  // A ZIP code alone is enough for Stripe to know the state.
  const state = evidence.state ?? evidence.lines.find((line) => line.state !== undefined)?.state
  return { country, state: country === 'US' ? state : undefined }
}

function isRightlyZero({ lines, taxExempt }: Evidence): boolean {
  return taxExempt !== 'none' || lines.some(({ reason }) => RIGHTLY_ZERO.includes(reason ?? ''))
}

function judgeUntaxed(
  evidence: Evidence,
  amounts: Amounts,
  { israelPercent }: Beside,
  mismatch: TaxFinding | undefined,
): TaxFinding | undefined {
  if (amounts.total <= 0n || amounts.tax !== 0n || isRightlyZero(evidence)) return undefined
  const { country, state } = whereOf(evidence)
  const place = placeName(country, state)
  if (country === ISRAEL) {
    const { currency, subtotal, discount } = amounts
    // One purchase, one amount: it would be summed twice.
    const counted = mismatch?.amount !== undefined
    const missed = counted ? undefined : vatOf({ amount: subtotal - discount, currency }, israelPercent)
    const where = counted ? ' What was missed is with “Address in another country”.' : ''
    return {
      kind: 'untaxed',
      place,
      amount: missed,
      detail: `Sold to Israel without VAT of ${israelPercent} %, and no exemption is recorded.${where}`,
    }
  }
  if (!isRegistered(evidence.registrations ?? [], country, state)) return undefined
  const reasons = reasonsOf(evidence)
  const why = reasons === '' ? 'Stripe gave no reason' : `Stripe’s reason: ${reasons}`
  const detail = `Registered in ${place}, and no tax was taken. ${why}.`
  return { kind: 'untaxed', place, amount: undefined, detail }
}

/** Only US states: nothing is collected in other countries until a registration says so (R7). */
function judgeNotRegistered(evidence: Evidence, amounts: Amounts): TaxFinding | undefined {
  const line = evidence.lines.find(({ reason }) => reason === 'not_collecting')
  const { country, state } = whereOf(evidence)
  if (line === undefined || country !== 'US' || state === undefined || !hasSalesTax(state)) return undefined
  if (amounts.total <= 0n || isRegistered(evidence.registrations ?? [], country, state)) return undefined
  return {
    kind: 'not-registered',
    place: placeName(country, state),
    amount: undefined,
    detail: `${state} has a sales tax and we are not registered there, so none was taken.`,
  }
}

function judgeReverseCharge(evidence: Evidence): TaxFinding | undefined {
  if (evidence.taxExempt !== 'reverse' && !hasReason(evidence, 'reverse_charge')) return undefined
  return {
    kind: 'reverse-charge',
    place: placeName(whereOf(evidence).country),
    amount: undefined,
    detail: `The buyer accounts for the tax. ${taxIdsOf(evidence)}`,
  }
}

function judgeExempt(evidence: Evidence): TaxFinding | undefined {
  if (evidence.taxExempt !== 'exempt' && !hasReason(evidence, 'customer_exempt')) return undefined
  const { country, state } = whereOf(evidence)
  return {
    kind: 'exempt',
    place: placeName(country, state),
    amount: undefined,
    detail: `The buyer is marked as exempt at Stripe. ${taxIdsOf(evidence)}`,
  }
}

function judgeUnknown({ registrations }: Evidence): TaxFinding | undefined {
  if (registrations !== undefined) return undefined
  return {
    kind: 'registrations-unknown',
    place: undefined,
    amount: undefined,
    detail: 'Stripe did not say where we were registered. It is asked again, and this closes by itself.',
  }
}

function hasReason({ lines }: Evidence, wanted: string): boolean {
  return lines.some(({ reason }) => reason === wanted)
}

function reasonsOf({ lines }: Evidence): string {
  const reasons = new Set(lines.flatMap(({ reason }) => reason ?? []))
  return [...reasons].map((reason) => reason.replaceAll('_', ' ')).join(', ')
}

function taxIdsOf({ taxIds }: Evidence): string {
  if (taxIds.length === 0) return 'No tax ID was given.'
  return `Tax ID ${taxIds.map(({ type, value }) => `${value} (${type})`).join(', ')}.`
}
