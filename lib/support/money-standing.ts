import type { Currency, Money } from '@/lib/money'

/** Where the money of one purchase is. All in the purchase's currency. */
export type MoneyStanding = {
  readonly paid: Money
  /** By refunds that did not fail, on their way or there. */
  readonly givenBack: Money
  /** By buyers' banks, for now or for good. */
  readonly disputed: Money
  readonly left: Money
}

type Moved = { readonly amount: bigint; readonly currency: Currency; readonly state: string }
type Bought = {
  readonly state: string
  readonly total: bigint
  readonly currency: Currency
  readonly refunds: readonly Moved[]
  readonly disputes: readonly Moved[]
}

/** Dispute states in which the money is not with us: an inquiry takes none, and what was won has come back. */
const TAKEN: readonly string[] = ['open', 'lost', 'prevented']

/** Adds up what was paid and what went back. Money in another currency is left out: a finding tells of it. Pure. */
export function moneyStanding({ state, total, currency, refunds, disputes }: Bought): MoneyStanding {
  const sum = (moved: readonly Moved[]): bigint =>
    moved.filter((each) => each.currency === currency).reduce((all, { amount }) => all + amount, 0n)
  const paid = state === 'paid' ? total : 0n
  const givenBack = sum(refunds.filter((refund) => refund.state !== 'failed'))
  const disputed = sum(disputes.filter((dispute) => TAKEN.includes(dispute.state)))
  const money = (amount: bigint): Money => ({ amount, currency })
  return {
    paid: money(paid),
    givenBack: money(givenBack),
    disputed: money(disputed),
    left: money(paid - givenBack - disputed),
  }
}
