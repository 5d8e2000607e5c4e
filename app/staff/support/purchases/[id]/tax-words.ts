import type { TaxEvidence } from '@/lib/tax/evidence'

/** Which way the tax was calculated. */
export const ROUTE: Readonly<Record<TaxEvidence['route'], string>> = {
  automatic: 'Stripe Tax, by the address',
  manual: 'the account’s own rate',
  fallback: 'Stripe Tax with our own rule',
}

export const EXEMPT: Readonly<Record<Exclude<TaxEvidence['taxExempt'], 'none'>, string>> = {
  exempt: 'marked as exempt at Stripe',
  reverse: 'reverse charge',
}

const REASON: Readonly<Record<string, string>> = {
  standard_rated: 'standard rate',
  not_collecting: 'not registered there',
  not_supported: 'not served by Stripe Tax',
  not_subject_to_tax: 'not taxed there',
  product_exempt: 'this product is exempt',
  zero_rated: 'zero rate',
  reverse_charge: 'the buyer accounts for it',
  customer_exempt: 'the buyer is exempt',
}

/** Why this much; of a manual rate there is no more to say. */
export function reasonWords(reason: string | undefined): string {
  if (reason === undefined) return 'set by hand'
  return REASON[reason] ?? reason.replaceAll('_', ' ')
}
