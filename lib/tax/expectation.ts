/** What to expect of tax, in the learner's words, before they leave to pay (R7): a hint and the summary's line. */
export type TaxExpectation = { readonly hint: string; readonly line: string }
/** For the US, for Israel, and for every other country. */
export type TaxExpectations = Readonly<Record<'US' | 'IL' | 'other', TaxExpectation>>

export type KnownOfTax = {
  /** Per cent. */
  readonly israelPercent: number
  /** Whether sales tax is collected in any US state; undefined while nobody could say. */
  readonly usRegistered: boolean | undefined
}

const US: TaxExpectation = {
  hint: 'Sales tax depends on your ZIP code. You enter the address on the next page and see the tax before you pay.',
  line: 'at Stripe, from your ZIP',
}
const NONE: TaxExpectation = {
  hint: 'We do not collect tax in this country today. Your company may have to account for it.',
  line: 'none collected here',
}

/**
 * The expectations by country. Only US sales tax and Israeli VAT are collected today; nothing is promised for the US while
 * the account is registered in no state. Pure.
 */
export function taxExpectations({ israelPercent, usRegistered }: KnownOfTax): TaxExpectations {
  const percent = `${israelPercent} %`
  return {
    US: usRegistered === false ? NONE : US,
    IL: {
      hint: `VAT for Israel (${percent}) is added on the next page, and you see it before you pay.`,
      line: `${percent} VAT, added at Stripe`,
    },
    other: NONE,
  }
}

/** The one of a billing country (ISO 3166-1). */
export function expectationIn(expectations: TaxExpectations, country: string): TaxExpectation {
  return country === 'US' ? expectations.US : country === 'IL' ? expectations.IL : expectations.other
}
