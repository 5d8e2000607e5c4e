import type { Account, CourseId, PriceId, Sku } from '@/lib/ids'
import type { Money } from '@/lib/money'
import type { Kind } from '../course-content'
import type { Blocker } from './blockers'
import type { Sale } from './unit-line'

/** A price that was, and until when. */
export type EarlierPrice = {
  readonly money: Money
  readonly from: Date
  readonly until: Date
  readonly by: string
}

/** What a unit costs at one Stripe account. */
export type AccountPrice = {
  readonly account: Account
  /** The billing countries it sells to; empty: everywhere else. */
  readonly countries: readonly string[]
  readonly current:
    | {
        readonly priceId: PriceId
        readonly money: Money
        readonly placeholder: boolean
        readonly since: Date
        readonly by: string
        /** Made at Stripe, so that it can be charged. */
        readonly atStripe: boolean
      }
    | undefined
  /** Confirmed, and not yet made at Stripe: to be finished or dropped. */
  readonly pending:
    { readonly priceId: PriceId; readonly money: Money; readonly by: string; readonly at: Date } | undefined
  /** Newest first. */
  readonly earlier: readonly EarlierPrice[]
}

/** Everything about selling a unit that its page does not say. */
export type UnitSelling = {
  readonly courseId: CourseId
  readonly sku: Sku
  readonly slug: string
  readonly kind: Kind
  readonly title: string
  readonly sale: Sale
  readonly repeatable: boolean
  readonly published: boolean
  readonly retiredReason: string | undefined
  /** Somebody began to buy it. */
  readonly skuFixed: boolean
  /** Its page was published. */
  readonly slugFixed: boolean
  readonly flockjay: { readonly id: string | undefined; readonly checkedAt: Date | undefined }
  readonly prices: readonly AccountPrice[]
  /** Why it cannot be put on sale. */
  readonly blockers: readonly Blocker[]
}

export type ReadUnitResult =
  { readonly outcome: 'found'; readonly unit: UnitSelling } | { readonly outcome: 'missing' | 'forbidden' }
