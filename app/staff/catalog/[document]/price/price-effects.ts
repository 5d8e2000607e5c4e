import type { PriceState, Seen } from './price-state'

type Confirm = Pick<NonNullable<PriceState['confirm']>, 'before' | 'after' | 'otherCurrency'>

/** What a new price does, and what it leaves alone, in the words of whoever changes it. */
export function effects({ before, after, otherCurrency }: Confirm, seen: Seen): readonly string[] {
  return [
    seen.onSale
      ? `Everybody who begins to pay from now on pays ${after}, and the pages show it within 10 seconds.`
      : `It is not on sale, so nobody pays it yet. The page shows ${after}.`,
    before === undefined
      ? 'Stripe gets a price, so that it can be charged.'
      : 'Stripe gets a new price; the old one is put away there.',
    ...(otherCurrency ? ['The currency changes too: these buyers are charged in the new one.'] : []),
    ...(before === undefined
      ? []
      : [
          `Whoever is at Stripe already pays ${before}: a checkout that is open keeps its price until it expires, at most 24 hours.`,
          'Whoever has bought it keeps what they paid. Nothing is charged or given back.',
        ]),
    ...(seen.placeholder ? ['The price is no longer a placeholder.'] : []),
  ]
}
