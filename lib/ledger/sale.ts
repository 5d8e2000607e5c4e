import type { Currency } from '@/lib/money'
import type { Entry } from './post'

/** What a buyer was charged, in minor units of one currency: subtotal - discount + tax = total. */
export type SaleAmounts = {
  readonly currency: Currency
  readonly subtotal: bigint
  readonly discount: bigint
  readonly tax: bigint
  readonly total: bigint
}

/**
 * A sale: what Stripe now owes us, against revenue at list price, the discount given and the tax we hold for others.
 * A purchase made free by a code still shows its revenue and its discount.
 */
export function saleEntries({ currency, subtotal, discount, tax, total }: SaleAmounts): Entry[] {
  return [
    { book: 'stripe_clearing', currency, amount: total },
    { book: 'sales', currency, amount: -subtotal },
    { book: 'discounts', currency, amount: discount },
    { book: 'tax_payable', currency, amount: -tax },
  ]
}
