import type { CheckContext } from './account-plan'
import { dashboard } from './dashboard'
import type { Finding, Look } from './finding'
import { done } from './finding'

const CHECK = "seller's tax ids"
/** An invoice carries at most so many (support.stripe.com/questions/merchant-tax-ids-on-invoices); an account may have more. */
const ON_ONE_INVOICE = 10

/**
 * The seller's own tax ids, which a company needs on its invoice: every invoice names all that the account has. Types
 * are shown, never values.
 */
export async function checkSellerTaxIds({ plan, shown }: CheckContext): Promise<Look> {
  const types: string[] = []
  for await (const { type } of plan.stripe.taxIds.list({ limit: 100 })) types.push(type)
  const toDo = (detail: string, what: string): Finding => {
    const where = dashboard('invoices', { ...plan, id: shown?.id })
    return { check: CHECK, state: 'to do', detail, blocks: false, todo: { what, where } }
  }
  if (types.length === 0)
    return {
      findings: [toDo('none: a company cannot book such an invoice', 'Add the tax ids of the seller')],
    }
  const listed = types.sort().join(', ')
  if (types.length > ON_ONE_INVOICE)
    return { findings: [toDo(`${listed}: more than an invoice carries`, `Keep ${ON_ONE_INVOICE} of them`)] }
  return { findings: [done(CHECK, `${listed}, on every invoice`)] }
}
