import type Stripe from 'stripe'

/** One rate as Stripe applied it to a session. Amounts are minor units of the session's currency. */
export type TaxFactLine = {
  readonly amount: bigint
  /** What the rate was applied to; undefined where Stripe does not say. */
  readonly taxable: bigint | undefined
  /** In per cent: 8.875. */
  readonly percentage: number
  readonly name: string
  readonly jurisdiction: string | undefined
  /** country, state, county, city, district, … */
  readonly level: string | undefined
  readonly country: string | undefined
  readonly state: string | undefined
  /** sales_tax, vat, … */
  readonly taxType: string | undefined
  /** Why this much: standard_rated, not_collecting, reverse_charge, …; undefined for a manual rate. */
  readonly reason: string | undefined
}

export type TaxAddress = {
  readonly country: string | undefined
  readonly state: string | undefined
  readonly postalCode: string | undefined
  readonly city: string | undefined
  readonly line1: string | undefined
}

/** All that a session says of its tax. */
export type TaxFacts = {
  readonly address: TaxAddress
  readonly lines: readonly TaxFactLine[]
  readonly taxIds: readonly { readonly type: string; readonly value: string }[]
  readonly exempt: 'none' | 'exempt' | 'reverse'
  /** The box on the payment page; undefined where it was not asked. */
  readonly termsAccepted: boolean | undefined
}

/** Reads them from a session that was fetched with `total_details.breakdown`. Never throws for values of a later API. */
export function taxFacts(session: Stripe.Checkout.Session): TaxFacts {
  const { customer_details: buyer, total_details: totals, consent } = session
  return {
    address: addressOf(buyer?.address),
    lines: (totals?.breakdown?.taxes ?? []).map(lineOf),
    taxIds: (buyer?.tax_ids ?? []).flatMap(({ type, value }) => (value === null ? [] : [{ type, value }])),
    exempt: exemption(buyer?.tax_exempt),
    termsAccepted: consent?.terms_of_service == null ? undefined : consent.terms_of_service === 'accepted',
  }
}

type AppliedTax = NonNullable<Stripe.Checkout.Session.TotalDetails['breakdown']>['taxes'][number]

function lineOf({
  amount,
  rate,
  taxability_reason: reason,
  taxable_amount: taxable,
}: AppliedTax): TaxFactLine {
  return {
    amount: BigInt(amount),
    taxable: taxable === null ? undefined : BigInt(taxable),
    percentage: rate.percentage,
    name: rate.display_name,
    jurisdiction: rate.jurisdiction ?? undefined,
    level: rate.jurisdiction_level ?? undefined,
    country: rate.country ?? undefined,
    state: rate.state ?? undefined,
    taxType: rate.tax_type ?? undefined,
    reason: reason ?? undefined,
  }
}

function addressOf(address: Stripe.Address | null | undefined): TaxAddress {
  return {
    country: address?.country ?? undefined,
    state: address?.state ?? undefined,
    postalCode: address?.postal_code ?? undefined,
    city: address?.city ?? undefined,
    line1: address?.line1 ?? undefined,
  }
}

/** A value we do not know counts as none: then missing tax is looked at by a person rather than passed over. */
function exemption(value: string | null | undefined): TaxFacts['exempt'] {
  return value === 'exempt' || value === 'reverse' ? value : 'none'
}
