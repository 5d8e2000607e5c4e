/** What to expect of tax, in the learner's words, before they leave for Stripe (R7): a hint and the summary's line. */
export type TaxExpectation = { readonly hint: string; readonly line: string }

const US: TaxExpectation = {
  hint: 'Sales tax depends on your ZIP code. You enter the address on the next page and see the tax before you pay.',
  line: 'at Stripe, from your ZIP',
}
const ISRAEL: TaxExpectation = {
  hint: 'VAT for Israel (18 %) is added on the next page, and you see it before you pay.',
  line: '18 % VAT, added at Stripe',
}
const ELSEWHERE: TaxExpectation = {
  hint: 'We do not collect tax in this country today. Your company may have to account for it.',
  line: 'none collected here',
}

/** The expectation for one billing country. Only US sales tax and Israeli VAT are collected today. */
export function taxExpectation(country: string): TaxExpectation {
  return country === 'US' ? US : country === 'IL' ? ISRAEL : ELSEWHERE
}
