import type Stripe from 'stripe'
import type { Account } from './store'
import { taxIdsOf } from './tax-ids'

/** "Until the invoice is finalized, this field will equal customer.name", and likewise for the others (SDK types). */
export function followCustomer(account: Account, invoice: Stripe.Invoice): void {
  const customer =
    typeof invoice.customer === 'string' ? account.tables.customer.get(invoice.customer) : undefined
  if (!customer) return
  invoice.customer_address = customer.address ?? null
  invoice.customer_email = customer.email
  invoice.customer_name = customer.business_name ?? customer.name ?? null
  invoice.customer_phone = customer.phone ?? null
  invoice.customer_tax_exempt = customer.tax_exempt ?? 'none'
  invoice.customer_tax_ids = taxIdsOf(account, customer.id).map(({ type, value }) => ({ type, value }))
}
