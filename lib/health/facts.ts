/** How the system stands, as the rows say at one moment. */
export type HealthFacts = {
  readonly now: Date
  readonly events: Waiting
  readonly destinations: readonly DestinationFacts[]
  readonly discrepancies: readonly DiscrepancyFacts[]
  readonly comparisons: readonly ComparisonFacts[]
  /** Purchases that were not taxed where tax was due, and that finance has not closed. */
  readonly untaxed: Waiting
  /** Purchases not linked to their account and contact in Salesforce for more than 36 hours, which nobody said to leave. */
  readonly unmatchedOverdue: Waiting
  /** Revisions that should be public by now. */
  readonly publicationsLate: Waiting
  /** Prices that were confirmed and not made at Stripe. */
  readonly pricesHalted: Waiting
  /** Workers alive at this moment, the longest-running first. */
  readonly workers: readonly { readonly id: string; readonly startedAt: Date }[]
}
export type Waiting = { readonly waiting: number; readonly oldest: Date | undefined }
export type DestinationFacts = Waiting & {
  readonly destination: string
  /** Nobody tries these any more until a person asks for it. */
  readonly needsPerson: number
  readonly oldestNeedsPerson: Date | undefined
  /** Set while it is known not to answer: calls wait until it does. */
  readonly downSince: Date | undefined
  /** Why, where the destination said so: its calls of the day are used up, it does not let us in. */
  readonly downBecause: string | undefined
}
export type DiscrepancyFacts = { readonly kind: string; readonly open: number; readonly oldest: Date }
export type ComparisonFacts = {
  /** With its Stripe account, where it has one: `events:default`. */
  readonly name: string
  readonly startedAt: Date | undefined
  readonly finishedAt: Date | undefined
  /** Has not come to its end for longer than it should take. */
  readonly late: boolean
}
