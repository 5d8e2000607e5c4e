import { creditNotePostings } from './credit-note'
import { disputePostings } from './dispute'
import type { PaymentMoney } from './payment-money'
import type { Posting } from './posting'
import { refundPostings } from './refund'
import { saleEntries } from './sale'
import { chargeEntries } from './settlement'

/**
 * Every posting that one paid purchase calls for, from all that one reading at Stripe found. Pure. Each posting is
 * made of facts that never change once they are there, so whatever an earlier reading called for, a later one calls
 * for alike: posting each once by its key brings the same books in any order. Entries of zero are among them.
 */
export function postingsOf(payment: PaymentMoney): Posting[] {
  return [
    ...salePostings(payment),
    ...payment.refunds.flatMap((refund) => refundPostings(payment, refund)),
    ...payment.disputes.flatMap((dispute) => disputePostings(payment, dispute)),
    ...payment.creditNotes.flatMap((note) => creditNotePostings(payment, note)),
  ]
}

function salePostings({ account, purchaseId, sessionId, paidAt, sale, charge }: PaymentMoney): Posting[] {
  const about = { account, purchaseId }
  const sold: Posting = {
    ...about,
    key: `sale:${sessionId}`,
    kind: 'sale',
    occurredAt: paidAt,
    entries: saleEntries(sale),
  }
  if (charge === undefined) return [sold]
  const { total: amount, currency } = sale
  return [
    sold,
    {
      ...about,
      key: `settlement:${charge.id}`,
      kind: 'settlement',
      occurredAt: charge.occurredAt,
      entries: chargeEntries({ amount, currency }, charge),
    },
  ]
}
