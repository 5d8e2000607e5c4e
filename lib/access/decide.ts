import type { PurchaseId } from '@/lib/ids'
import type { Evidence } from './evidence'
import { judge } from './standing'
import type { Standing } from './standing'

export type AccessState = 'active' | 'pending' | 'suspended' | 'revoked' | 'none'

export type Decision = {
  readonly state: AccessState
  /** The purchase the decision rests on. */
  readonly purchaseId: PurchaseId
  /** One sentence for learners' support and staff, with its evidence. */
  readonly reason: string
}

/**
 * One purchase's say, strongest first (R15): any paid purchase opens the course, whatever became of the others, so a
 * refund of one never takes away what another paid for.
 */
const SAYS: readonly { readonly on: Standing; readonly state: AccessState }[] = [
  { on: 'paid', state: 'active' },
  { on: 'disputed', state: 'suspended' },
  { on: 'pending', state: 'pending' },
  { on: 'refunded', state: 'revoked' },
  { on: 'lost', state: 'revoked' },
  { on: 'failed', state: 'none' },
]

/**
 * May this person open this unit, and why. Depends only on the set of purchases, not on the order they were told in.
 * Throws without any purchase: there is nothing to decide then.
 */
export function decideAccess(purchases: readonly Evidence[]): Decision {
  // The earliest purchase that supports a state names it, so that a later one does not rewrite history.
  const judged = [...purchases]
    .sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || a.id.localeCompare(b.id))
    .map((purchase) => ({ purchaseId: purchase.id, ...judge(purchase) }))
  for (const { on, state } of SAYS) {
    const ground = judged.find(({ standing }) => standing === on)
    if (ground !== undefined) return { state, purchaseId: ground.purchaseId, reason: ground.reason }
  }
  throw new Error('Access is decided from purchases, and there are none')
}
