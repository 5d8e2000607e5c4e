import type { AccessAction } from '@/lib/deliveries/owe'
import type { DiscrepancyKind } from './discrepancy-kinds'

/** What Flockjay shows under a purchase's id. */
export type AccessThere =
  | { readonly status: 'active' | 'revoked'; readonly sku: string; readonly smid: string }
  | { readonly status: 'none' }

/** What our books say of the same purchase. */
export type AccessHere = {
  readonly sku: string
  readonly smid: string
  /** The decision about this person and unit; undefined when there is none. */
  readonly access: string | undefined
  /** The decision rests on this very purchase. */
  readonly ground: boolean
  readonly erased: boolean
  /** The state of what was last owed to Flockjay for this purchase. */
  readonly last: string | undefined
}

export type AccessVerdict =
  | { readonly verdict: 'agrees' | 'under-way' }
  | {
      readonly verdict: 'differs'
      readonly kind: DiscrepancyKind
      /** What to owe Flockjay once more; undefined where only a person can help. */
      readonly owe: AccessAction | undefined
      readonly detail: string
    }

/**
 * Whether Flockjay and our books say the same of one purchase. While a delivery is on its way nothing is wrong yet. A
 * purchase that the access does not rest on may be open or closed there: another one counts (R15). Pure.
 */
export function judgeAccess(here: AccessHere, there: AccessThere): AccessVerdict {
  if (here.last === 'waiting') return { verdict: 'under-way' }
  const active = there.status === 'active'
  if (active && (there.sku !== here.sku || there.smid !== here.smid))
    return differs('access-for-another', undefined, 'Flockjay holds it for another course or account.')
  if (here.access === undefined) return { verdict: 'agrees' }
  if (here.access !== 'active')
    return active
      ? differs('access-not-paid-for', 'revoke', `Access is ${here.access} here and open at Flockjay.`)
      : { verdict: 'agrees' }
  if (active || !here.ground || here.erased) return { verdict: 'agrees' }
  const shown = there.status === 'none' ? 'shows no enrolment' : 'shows the enrolment as revoked'
  return differs('paid-without-access', 'unlock', `Access is active here; Flockjay ${shown}.`)
}

function differs(kind: DiscrepancyKind, owe: AccessAction | undefined, detail: string): AccessVerdict {
  return { verdict: 'differs', kind, owe, detail }
}
