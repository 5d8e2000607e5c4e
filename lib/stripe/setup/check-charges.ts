import type { CheckContext } from './account-plan'
import { notSeen } from './check-key'
import { dashboard } from './dashboard'
import type { Look } from './finding'
import { done } from './finding'

/** Whether the account can take payments and be paid out. A test mode takes test payments before it is activated. */
export function checkCharges({ plan, shown }: CheckContext): Look {
  const where = dashboard('activation', { ...plan, id: shown?.id })
  if (shown === undefined) return notSeen('payments', 'See whether the account can charge', where)
  if (shown.charges_enabled && shown.payouts_enabled)
    return { findings: [done('payments', 'the account can charge and is paid out')] }
  const detail = shown.charges_enabled
    ? 'charges, but payouts are held back'
    : plan.livemode
      ? 'the account cannot charge'
      : 'not activated: real payments are refused, test payments are not'
  return {
    findings: [
      {
        check: 'payments',
        state: 'to do',
        detail,
        blocks: plan.livemode && !shown.charges_enabled,
        todo: { what: 'Give Stripe what it still asks of the business', where },
      },
    ],
  }
}
