import type pg from 'pg'
import type { CustomerId, PurchaseId, Reference, Sku } from '@/lib/ids'
import { decideAccess } from './decide'
import type { AccessState } from './decide'
import type { PurchaseState } from './evidence'
import { entitlementsQuery, readEntitlementRows } from './entitlements-query'
import type { EntitlementRow, EntitlementsRequest, PurchaseIdentity } from './entitlements-query'
import type { EntitlementsPlace } from './entitlements-cursor'

/** What one person of an account may open, or could: a payment that failed entitles to nothing and is left out. */
export type Entitlement = {
  readonly sku: Sku
  readonly title: string
  readonly state: Exclude<AccessState, 'none'>
  readonly reason: string
  /** The account's purchases of this unit by this person, oldest first. */
  readonly purchases: readonly {
    readonly id: PurchaseId
    readonly reference: Reference
    readonly state: PurchaseState
    /** How sure it is that this person bought for this account. */
    readonly identity: PurchaseIdentity
    readonly paidAt: Date | null
  }[]
  /** When the purchase the state rests on was paid; while it is not, when it was made. */
  readonly since: Date
  readonly decidedAt: Date
}

export type EntitledLearner = {
  readonly learner: CustomerId
  readonly flockjayUserId: string | null
  readonly contactId: string | null
  readonly courses: readonly Entitlement[]
}

export type EntitlementsPage = {
  readonly learners: readonly EntitledLearner[]
  /** Where the next page begins; undefined at the end. */
  readonly next: EntitlementsPlace | undefined
}

/**
 * Who of an account may open what (R17), by the account's own purchases alone: a purchase that the same person made
 * for another account neither shows here nor decides anything here. Ordered by person and unit.
 */
export async function listEntitlements(
  pool: Pick<pg.Pool, 'query'>,
  request: EntitlementsRequest,
): Promise<EntitlementsPage> {
  // One more than asked for tells whether there is a next page.
  const { rows } = await pool.query<object>(entitlementsQuery({ ...request, limit: request.limit + 1 }))
  const read = readEntitlementRows(rows)
  const page = read.slice(0, request.limit)
  const last = read.length > page.length ? page.at(-1) : undefined
  return {
    learners: byLearner(page),
    next: last && { learner: last.learner, course: last.course },
  }
}

function byLearner(rows: readonly EntitlementRow[]): EntitledLearner[] {
  const learners = new Map<CustomerId, EntitledLearner & { courses: Entitlement[] }>()
  for (const row of rows) {
    const entitlement = entitlementOf(row)
    if (entitlement === undefined) continue
    const { learner, flockjayUserId, contactId } = row
    const known = learners.get(learner) ?? { learner, flockjayUserId, contactId, courses: [] }
    known.courses.push(entitlement)
    learners.set(learner, known)
  }
  return [...learners.values()]
}

function entitlementOf({ sku, title, purchases, decided }: EntitlementRow): Entitlement | undefined {
  const { state, reason, purchaseId } = decideAccess(purchases)
  if (state === 'none') return undefined
  const ground = purchases.find(({ id }) => id === purchaseId)
  if (ground === undefined) throw new Error(`Access rests on purchase ${purchaseId}, which was not asked`)
  const since = ground.paidAt ?? ground.createdAt
  return {
    sku,
    title,
    state,
    reason,
    purchases: purchases.map(({ id, reference, state: paid, identity, paidAt }) => ({
      id,
      reference,
      state: paid,
      identity,
      paidAt,
    })),
    since,
    // The decision kept may rest on another account's purchase, of which nothing is told here.
    decidedAt: decided?.purchaseId === purchaseId ? decided.at : since,
  }
}
