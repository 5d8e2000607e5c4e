import type { PurchaseId, Sku, Smid } from '@/lib/ids'

/** Grants one person of one account one course. Repeating it with the same purchase id changes nothing. */
export type UnlockRequest = {
  readonly purchaseId: PurchaseId
  readonly sku: Sku
  readonly smid: Smid
  /** `id` is Flockjay's own id of the user, where the hand-off carried it. */
  readonly learner: { readonly id?: string; readonly email: string; readonly name?: string }
  readonly orderRef: string
}

/** The outcomes after which nothing is known to have changed. */
export type FlockjayTrouble =
  | {
      readonly outcome: 'retry'
      readonly detail: string
      readonly afterMs?: number
      readonly destinationDown: boolean
    }
  | { readonly outcome: 'permanent' | 'needs-person'; readonly detail: string }

/**
 * What came of a call. `detail` is for people and records: up to 200 characters, no secrets, no e-mail, nothing of
 * the answer's body.
 * - `done`, `already`: read back, the access is there (after `unlock`) or is not (after `revoke`).
 * - `retry`: try later, no sooner than `afterMs` when Flockjay said so. `destinationDown` means that every purchase
 *   would fail now, not only this one.
 * - `permanent`: trying again cannot help. `needs-person`: somebody has to put something right first.
 */
export type FlockjayResult =
  { readonly outcome: 'done' | 'already'; readonly detail: string } | FlockjayTrouble

/** What Flockjay holds for one purchase; `none` when it knows no such purchase. */
export type FlockjayReading =
  | {
      readonly outcome: 'found'
      readonly sku: string
      readonly smid: string
      readonly status: 'active' | 'revoked'
      readonly detail: string
    }
  | { readonly outcome: 'none'; readonly detail: string }
  | FlockjayTrouble

/** One enrolment of a list. The purchase id is what Flockjay calls it: it need not be one of ours. */
export type ListedEnrollment = {
  readonly purchaseId: string
  readonly sku: string
  readonly smid: string
  readonly status: 'active' | 'revoked'
}

/** Up to 100 enrolments, oldest change first; without a cursor it was the last page. */
export type FlockjayPage =
  | {
      readonly outcome: 'page'
      readonly enrollments: readonly ListedEnrollment[]
      readonly cursor: string | undefined
    }
  | FlockjayTrouble

/** A course as Flockjay has it; `none` when it has no course of this id. */
export type FlockjayCourseReading =
  | {
      readonly outcome: 'found'
      readonly title: string
      /** Where learners open it, where Flockjay says so. */
      readonly url: string | undefined
    }
  | { readonly outcome: 'none'; readonly detail: string }
  | FlockjayTrouble

/** What the shop needs of Flockjay. Never rejects for what Flockjay does: that is a `retry`. */
export type FlockjayPort = {
  /** Gives access. `already` when a repeat found it there. */
  unlock(request: UnlockRequest): Promise<FlockjayResult>
  /** Takes access away. `already` when Flockjay never knew the purchase. */
  revoke(purchaseId: PurchaseId): Promise<FlockjayResult>
  read(purchaseId: PurchaseId): Promise<FlockjayReading>
  /** One page of all enrolments changed since a moment, active and revoked. */
  list(since: Date, cursor?: string): Promise<FlockjayPage>
  /** One course, by the id that Flockjay gives it. */
  course(id: string): Promise<FlockjayCourseReading>
}
