import type { Currency } from '@/lib/money'
import type { TaxEvidence } from './evidence'
import type { Registration } from './registered'

/** Of the evidence, what is judged. */
export type Evidence = Pick<
  TaxEvidence,
  'route' | 'countryAsked' | 'countryCollected' | 'state' | 'taxExempt' | 'taxIds'
> & {
  readonly lines: readonly Pick<TaxEvidence['lines'][number], 'reason' | 'country' | 'state'>[]
  readonly registrations: readonly Registration[] | undefined
}

/** The money of the sale, in minor units. */
export type Amounts = {
  readonly currency: Currency
  readonly subtotal: bigint
  readonly discount: bigint
  readonly tax: bigint
  readonly total: bigint
}

/** What is known beside the evidence. */
export type Beside = {
  /** Israel's VAT in per cent. */
  readonly israelPercent: number
  /** What Stripe Tax would have added where the buyer is; undefined where it was not asked or could not say. */
  readonly taxThere: bigint | undefined
  /** The account that sells to the collected country, where that is another one. */
  readonly otherAccount: string | undefined
}
