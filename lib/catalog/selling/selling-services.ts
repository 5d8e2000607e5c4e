import type { Clock } from '@/lib/clock'
import type { Database } from '@/lib/db/database'
import type { FlockjayPort } from '@/lib/flockjay/port'
import type { Waker } from '@/lib/jobs/wake'
import type { Logger } from '@/lib/log'
import type { StripeAccounts } from '@/lib/stripe/accounts'
import type { PriceProofSeal } from './price-proof'

/** What the selling side of the catalog works with. */
export type SellingServices = {
  readonly db: Database
  readonly accounts: StripeAccounts
  readonly flockjay: Pick<FlockjayPort, 'course'>
  readonly clock: Clock
  readonly log: Logger
  readonly waker: Waker
  /** The public origin, for the page's address at Stripe. */
  readonly appUrl: string
  readonly proofs: PriceProofSeal
}

/** What making, selling and archiving prices needs; staff's part and the worker's alike. */
export type PriceServices = Pick<SellingServices, 'db' | 'accounts' | 'clock' | 'log' | 'appUrl' | 'waker'>
