import type { AccountPlan, CheckContext } from './account-plan'
import { dashboard } from './dashboard'
import type { Finding, Look } from './finding'
import { done } from './finding'

/** Whose key it is, and whether it moves real money. That Stripe accepts it has been seen before any check runs. */
export function checkKey({ plan, shown }: CheckContext): Look {
  const kind = plan.restricted ? 'restricted' : 'secret'
  const mode = plan.livemode ? 'live mode: real money' : 'test mode'
  if (shown === undefined) return { findings: [mayNotReadAccount(plan, `${kind} key; ${mode}`)] }
  const name = shown.settings?.dashboard.display_name ?? shown.business_profile?.name ?? undefined
  const who = [shown.id, name, shown.country].filter(Boolean).join(', ')
  return { findings: [done('key', `${kind} key of ${who}; ${mode}`)] }
}

function mayNotReadAccount(plan: AccountPlan, detail: string): Finding {
  return {
    check: 'key',
    state: 'to do',
    detail: `${detail}; it may not read the account itself, so some lines below are not known`,
    blocks: false,
    todo: {
      what: `Let the key of ${plan.prefix}_SECRET_KEY read the account, or look at the lines marked "not seen" yourself`,
      where: dashboard('keys', plan),
    },
  }
}

/** For a check that needs the account where the key may not read it. Not known is no reason to stop selling. */
export function notSeen(check: string, what: string, where: string): Look {
  const detail = 'not seen: the key may not read the account'
  return { findings: [{ check, state: 'to do', detail, blocks: false, todo: { what, where } }] }
}
