import type { PurchaseId, Sku, Smid } from '@/lib/ids'

/** Grants one person of one account one course. Repeating it with the same purchase id changes nothing. */
export type UnlockRequest = {
  readonly purchaseId: PurchaseId
  readonly sku: Sku
  readonly smid: Smid
  readonly learner: { readonly email: string }
  readonly orderRef: string
}

/**
 * What came of a call. `detail` is for people and records: up to 200 characters, no secrets, no e-mail, nothing of
 * the answer's body.
 * - `done`, `already`: read back, the access is there.
 * - `retry`: try later, no sooner than `afterMs` when Flockjay said so. `destinationDown` means that every purchase
 *   would fail now, not only this one.
 * - `permanent`: trying again cannot help. `needs-person`: somebody has to put something right first.
 */
export type FlockjayResult =
  | { readonly outcome: 'done' | 'already'; readonly detail: string }
  | {
      readonly outcome: 'retry'
      readonly detail: string
      readonly afterMs?: number
      readonly destinationDown: boolean
    }
  | { readonly outcome: 'permanent' | 'needs-person'; readonly detail: string }

/** What the shop needs of Flockjay. Never rejects for what Flockjay does: that is a `retry`. */
export type FlockjayPort = {
  unlock(request: UnlockRequest): Promise<FlockjayResult>
}
