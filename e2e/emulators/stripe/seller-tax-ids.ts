import type Stripe from 'stripe'
import { noSuch } from './errors'
import type { Account } from './store'

/** The account's own tax ids that an invoice names must exist (docs.stripe.com/invoicing/taxes/account-tax-ids). */
export function refuseSellerTaxIds(
  account: Account,
  ids: Stripe.Emptyable<string[]> | undefined,
  param = 'account_tax_ids',
): void {
  for (const [index, id] of (ids || []).entries()) {
    if (!sellerTaxId(account, id)) throw noSuch('tax id', id, `${param}[${index}]`, 400)
  }
}

/** A tax id of the seller by its id; one that a customer has is none. */
export function sellerTaxId(account: Account, id: string): Stripe.TaxId | undefined {
  const found = account.tables.tax_id.get(id)
  return found?.customer === null ? found : undefined
}
