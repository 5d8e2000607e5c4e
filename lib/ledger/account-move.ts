import type { Account } from '@/lib/ids'
import type { BalanceMove } from './payment-money'
import type { Book, Posting, PostingKind } from './posting'

/** A balance transaction with Stripe's `reporting_category`. */
export type AccountMove = BalanceMove & { readonly category: string }

type Rule = { readonly kind: PostingKind; readonly book: Book }

/**
 * What surely is a payout or a bill of Stripe's own (docs.stripe.com/reports/reporting-categories). `network_cost` is
 * what card networks take, billed apart from charges. Left out on purpose: `tax` (collected to be passed on, which
 * may be other people's), reserves, top-ups, transfers and adjustments, which a person has to look at.
 */
const RULES: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['payout', { kind: 'payout', book: 'payouts' }],
  ['payout_reversal', { kind: 'payout-reversal', book: 'payouts' }],
  ['fee', { kind: 'stripe-fee', book: 'stripe_fees' }],
  ['network_cost', { kind: 'stripe-fee', book: 'stripe_fees' }],
])

/**
 * The posting of a balance transaction that belongs to no purchase: the balance moves by its net, a fee within it is
 * Stripe's, the rest goes to its category's book. Undefined for any other category: it stays unexplained.
 */
export function accountMovePosting(account: Account, move: AccountMove): Posting | undefined {
  const rule = RULES.get(move.category)
  if (rule === undefined) return undefined
  const { id, currency, occurredAt } = move
  return {
    key: `settlement:${id}`,
    kind: rule.kind,
    account,
    occurredAt,
    entries: [
      { book: 'stripe_balance', currency, amount: move.net },
      { book: 'stripe_fees', currency, amount: move.fee },
      { book: rule.book, currency, amount: -move.gross },
    ],
  }
}
