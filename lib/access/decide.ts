import type { PurchaseId, Reference } from '@/lib/ids'

export type AccessState = 'active' | 'pending' | 'none'
export type PurchaseState = 'pending' | 'paid' | 'failed'

/** What a decision looks at: every purchase of one person for one unit. */
export type Evidence = {
  readonly id: PurchaseId
  readonly reference: Reference
  readonly state: PurchaseState
  readonly createdAt: Date
}

export type Decision = {
  readonly state: AccessState
  /** The purchase the decision rests on. */
  readonly purchaseId: PurchaseId
  /** One sentence for learners' support and staff. */
  readonly reason: string
}

/** One purchase's say, strongest first: any paid purchase opens the course, whatever the others are (R15). */
const WEIGHT: readonly { on: PurchaseState; state: AccessState; reason: (reference: Reference) => string }[] =
  [
    { on: 'paid', state: 'active', reason: (reference) => `Paid in full by purchase ${reference}.` },
    {
      on: 'pending',
      state: 'pending',
      reason: (reference) => `The payment of purchase ${reference} is still on its way.`,
    },
    { on: 'failed', state: 'none', reason: (reference) => `The payment of purchase ${reference} failed.` },
  ]

/**
 * May this person open this unit, and why. Depends only on the set of purchases, not on the order they were told in.
 * Throws without any purchase: there is nothing to decide then.
 */
export function decideAccess(purchases: readonly Evidence[]): Decision {
  // The earliest purchase that supports a state names it, so that a later one does not rewrite history.
  const ordered = [...purchases].sort(
    (a, b) => a.createdAt.getTime() - b.createdAt.getTime() || a.id.localeCompare(b.id),
  )
  for (const { on, state, reason } of WEIGHT) {
    const ground = ordered.find((purchase) => purchase.state === on)
    if (ground !== undefined) return { state, purchaseId: ground.id, reason: reason(ground.reference) }
  }
  throw new Error('Access is decided from purchases, and there are none')
}
