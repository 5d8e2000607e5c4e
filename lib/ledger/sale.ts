import type { Sale } from './payment-money'
import type { Entry } from './posting'
import { reversed } from './posting'
import { taxEntries, taxOf } from './tax'

/**
 * A sale: what Stripe now owes us, against revenue at list price, the discount given and the tax we hold for others.
 * A purchase made free by a code still shows its revenue and its discount.
 */
export function saleEntries(sale: Sale): Entry[] {
  const { currency, subtotal, discount, total } = sale
  return [
    { book: 'stripe_clearing', currency, amount: total },
    { book: 'sales', currency, amount: -subtotal },
    { book: 'discounts', currency, amount: discount },
    ...reversed(taxEntries(sale, taxOf(sale))),
  ]
}
