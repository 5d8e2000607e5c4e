import Stripe from 'stripe'
import { dashboard } from './dashboard'
import type { AccountPlan } from './account-plan'
import type { Finding } from './finding'

/**
 * What a request that failed says about the account: a permission that the key lacks is named (Stripe's message does),
 * anything else stays unknown. Never Stripe's message itself: it repeats keys and parameters. Nothing is thrown on: what
 * was made until then, a secret that Stripe shows once above all, must still be said.
 */
export function troubleFinding(check: string, plan: AccountPlan, error: unknown): Finding {
  if (!(error instanceof Stripe.errors.StripeError)) return brokeOff(check, error)
  if (error instanceof Stripe.errors.StripePermissionError) return lacksPermission(check, plan, error)
  if (error instanceof Stripe.errors.StripeAuthenticationError)
    return {
      check,
      state: 'missing',
      detail: 'Stripe does not accept this key',
      blocks: true,
      todo: { what: `Put a valid key in ${plan.prefix}_SECRET_KEY`, where: dashboard('keys', plan) },
    }
  const said = [error.type, error.code, error.param, error.requestId].filter(Boolean).join(' ')
  return { check, state: 'unknown', detail: `Stripe did not tell: ${said}`, blocks: true }
}

/** "Having the 'rak_charge_read' permission would allow this request to continue." (seen in SDK issue threads) */
export function missingPermission(message: string): string | undefined {
  return /'(rak_\w+)'/.exec(message)?.[1]
}

function lacksPermission(check: string, plan: AccountPlan, error: Error): Finding {
  const named = missingPermission(error.message)
  const detail = named === undefined ? 'the key may not ask this' : `the key lacks the permission ${named}`
  return {
    check,
    state: 'missing',
    detail,
    blocks: true,
    todo: {
      what: `Give the key of ${plan.prefix}_SECRET_KEY ${named ?? 'the permissions that the README lists'}`,
      where: dashboard('keys', plan),
    },
  }
}

/** Of our own side, such as a database that went away. Its last line says it: those above show code. */
function brokeOff(check: string, error: unknown): Finding {
  const lines = error instanceof Error ? error.message.trim().split('\n') : []
  const detail = `it broke off: ${lines.at(-1)?.slice(0, 200) ?? 'unknown'}`
  return { check, state: 'unknown', detail, blocks: true, todo: { what: 'Repair it and run it again' } }
}
