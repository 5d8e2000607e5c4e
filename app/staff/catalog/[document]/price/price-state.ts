import type { UnitFormState } from '@/app/staff/catalog/unit-form-state'

export const PRICE_FIELDS = ['currency', 'amount'] as const

/** The first step's form, or what it comes to, to be confirmed. */
export type PriceState = UnitFormState<(typeof PRICE_FIELDS)[number]> & {
  readonly confirm?: {
    readonly before: string | undefined
    readonly after: string
    /** The currency changes too. */
    readonly otherCurrency: boolean
    /** Given back, so that exactly what was seen is done. */
    readonly proof: string
  }
}

/** Why a confirmed price was not made. */
export type ConfirmState = { readonly problem: string | undefined }

/** What the page knew when it was drawn, and what a change depends on. */
export type Seen = { readonly onSale: boolean; readonly placeholder: boolean }
