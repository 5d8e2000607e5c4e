import { account } from './account'
import { balance } from './balance'
import { balanceTransactions } from './balance-transactions'
import type { Handlers } from './call'
import { charges } from './charges'
import { checkoutSessions } from './checkout-sessions'
import { coupons } from './coupons'
import { customers } from './customers'
import { creditNotes } from './credit-notes'
import { disputes } from './disputes'
import { earlyFraudWarnings } from './early-fraud-warnings'
import { events } from './events'
import { invoiceDrafts } from './invoice-drafts'
import { invoiceItems } from './invoice-items'
import { invoiceLife } from './invoice-life'
import { invoices } from './invoices'
import { paymentIntents } from './payment-intents'
import { payouts } from './payouts'
import { prices } from './prices'
import { products } from './products'
import { promotionCodes } from './promotion-codes'
import { refunds } from './refunds'
import { taxCalculations } from './tax-calculations'
import { taxIds } from './tax-ids'
import { taxRates } from './tax-rates'
import { taxRegistrations } from './tax-registrations'
import { taxSettings } from './tax-settings'
import { webhookEndpoints } from './webhook-endpoints'

/** Every operation of request-types.ts has its handler: tsc refuses a missing one. */
export const operations: Handlers = {
  ...products,
  ...prices,
  ...customers,
  ...taxRates,
  ...taxSettings,
  ...taxRegistrations,
  ...taxIds,
  ...taxCalculations,
  ...coupons,
  ...promotionCodes,
  ...checkoutSessions,
  ...paymentIntents,
  ...charges,
  ...balance,
  ...balanceTransactions,
  ...payouts,
  ...refunds,
  ...disputes,
  ...earlyFraudWarnings,
  ...creditNotes,
  ...invoices,
  ...invoiceDrafts,
  ...invoiceItems,
  ...invoiceLife,
  ...events,
  ...webhookEndpoints,
  ...account,
}
