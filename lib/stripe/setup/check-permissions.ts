import Stripe from 'stripe'
import type { CheckContext } from './account-plan'
import type { Look } from './finding'
import { done } from './finding'
import { dashboard } from './dashboard'
import { missingPermission } from './trouble'

/** Every kind of thing that the application reads, and no other check here does. */
function reads(stripe: Stripe): readonly { readonly what: string; readonly read: () => Promise<unknown> }[] {
  return [
    { what: 'Checkout Sessions', read: () => stripe.checkout.sessions.list({ limit: 1 }) },
    { what: 'Payment Intents', read: () => stripe.paymentIntents.list({ limit: 1 }) },
    { what: 'Charges', read: () => stripe.charges.list({ limit: 1 }) },
    { what: 'Refunds', read: () => stripe.refunds.list({ limit: 1 }) },
    { what: 'Disputes', read: () => stripe.disputes.list({ limit: 1 }) },
    { what: 'Radar', read: () => stripe.radar.earlyFraudWarnings.list({ limit: 1 }) },
    { what: 'Invoices', read: () => stripe.invoices.list({ limit: 1 }) },
    { what: 'Credit Notes', read: () => stripe.creditNotes.list({ limit: 1 }) },
    { what: 'Balance Transactions', read: () => stripe.balanceTransactions.list({ limit: 1 }) },
    { what: 'Payouts', read: () => stripe.payouts.list({ limit: 1 }) },
    { what: 'Customers', read: () => stripe.customers.list({ limit: 1 }) },
    { what: 'Promotion Codes', read: () => stripe.promotionCodes.list({ limit: 1 }) },
    { what: 'Events', read: () => stripe.events.list({ limit: 1 }) },
  ]
}

/**
 * What a restricted key lacks for reading. An unrestricted key may do all. Whether it may write shows only when
 * something is written: `stripe:setup` does so, `stripe:check` never.
 */
export async function checkPermissions({ plan, shown }: CheckContext): Promise<Look> {
  if (!plan.restricted) return { findings: [done('permissions', 'all: the key is not restricted')] }
  const asked = reads(plan.stripe)
  const lacking: string[] = []
  for (const { what, read } of asked) {
    try {
      await read()
    } catch (error) {
      if (!(error instanceof Stripe.errors.StripePermissionError)) throw error
      lacking.push(`${what} (${missingPermission(error.message) ?? 'read'})`)
    }
  }
  if (lacking.length === 0)
    return { findings: [done('permissions', `reads all ${asked.length} kinds of things it needs`)] }
  const where = dashboard('keys', { ...plan, id: shown?.id })
  return {
    findings: [
      {
        check: 'permissions',
        state: 'missing',
        detail: `the key may not read ${lacking.join(', ')}`,
        blocks: true,
        todo: { what: `Give the key of ${plan.prefix}_SECRET_KEY: ${lacking.join(', ')}`, where },
      },
    ],
  }
}
