import type { PaymentMoney, RefundMoney, Sale } from './payment-money'
import type { Entry, Posting } from './posting'
import { reversed } from './posting'
import { returnEntries } from './settlement'
import { taxEntries, taxShare } from './tax'

/**
 * All that is known of one refund: that it was made, that it failed, and the balance transactions of both. Nothing
 * here depends on other refunds or on when things were learned, so no later reading can want it otherwise.
 */
export function refundPostings(payment: PaymentMoney, refund: RefundMoney): Posting[] {
  const { account, purchaseId, sale } = payment
  const about = { account, purchaseId }
  const entries = refundEntries(sale, refund.amount)
  const { id, createdAt, out, back } = refund
  const postings: Posting[] = [
    { ...about, key: `refund:${id}`, kind: 'refund', occurredAt: createdAt, entries },
  ]
  if (refund.failed) {
    postings.push({
      ...about,
      key: `refund-failure:${id}`,
      kind: 'refund-failure',
      occurredAt: back?.occurredAt ?? createdAt,
      entries: reversed(entries),
    })
  }
  for (const [kind, move, amount] of [
    ['refund-settlement', out, refund.amount],
    ['refund-failure-settlement', back, -refund.amount],
  ] as const) {
    if (move === undefined) continue
    const settled = returnEntries(payment, move, { book: 'stripe_clearing', fees: 'stripe_fees', amount })
    if (settled === undefined) continue
    const { id: txn, occurredAt } = move
    postings.push({ ...about, key: `settlement:${txn}`, kind, occurredAt, entries: settled })
  }
  return postings
}

/** Given back: Stripe takes it from us, the tax in it is owed no longer, the rest reduces sales. */
function refundEntries(sale: Sale, amount: bigint): Entry[] {
  const { currency } = sale
  const taxes = taxShare(sale, amount)
  const net = taxes.reduce((left, tax) => left - tax.amount, amount)
  return [
    { book: 'stripe_clearing', currency, amount: -amount },
    ...taxEntries(sale, taxes),
    { book: 'refunds', currency, amount: net },
  ]
}
