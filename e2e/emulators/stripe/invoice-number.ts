import { newInvoicePrefix } from './ids'
import type { Account } from './store'

/** Numbers run per customer, e.g. `4F2A9C1B-0001` (docs.stripe.com/invoicing/customize). */
export function nextInvoiceNumber(account: Account, customerId: unknown): string {
  const customer = typeof customerId === 'string' ? account.tables.customer.get(customerId) : undefined
  const sequence = customer?.next_invoice_sequence ?? 1
  const prefix = customer?.invoice_prefix ?? newInvoicePrefix()
  if (customer) customer.next_invoice_sequence = sequence + 1
  return `${prefix}-${String(sequence).padStart(4, '0')}`
}
