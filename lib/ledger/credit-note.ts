import type { CreditNoteMoney, PaymentMoney, RefundMoney } from './payment-money'
import type { Entry, Posting } from './posting'
import { reversed } from './posting'
import { byJurisdiction, taxEntries, taxShare } from './tax'

/**
 * The document of refunds has the last word on their tax: what it says otherwise than their shares is moved between
 * tax and refunds. Undone when it is void or one of its refunds failed, which takes those shares back as well.
 * Nothing while one of its refunds is not known yet, and nothing for a note that was given out of band, also in part:
 * it corrects a document, and the tax effect of that is finance's to judge.
 */
export function creditNotePostings(payment: PaymentMoney, note: CreditNoteMoney): Posting[] {
  if (note.outOfBand > 0n) return []
  const refunds = note.refundIds.flatMap((id) => payment.refunds.find((refund) => refund.id === id) ?? [])
  if (refunds.length === 0 || refunds.length < note.refundIds.length) return []
  const { account, purchaseId } = payment
  const about = { kind: 'credit-note', account, purchaseId } as const
  const entries = differenceEntries(payment, note, refunds)
  const posted = { ...about, key: `credit-note:${note.id}`, occurredAt: note.createdAt, entries }
  const failed = refunds.find((refund) => refund.failed)
  if (note.issued && failed === undefined) return [posted]
  const occurredAt = failed?.back?.occurredAt ?? note.createdAt
  return [posted, { ...about, key: `credit-note-undone:${note.id}`, occurredAt, entries: reversed(entries) }]
}

function differenceEntries(
  { sale }: PaymentMoney,
  note: CreditNoteMoney,
  refunds: readonly RefundMoney[],
): Entry[] {
  const left = new Map<string | undefined, bigint>(byJurisdiction(note.taxes))
  for (const { amount } of refunds) {
    for (const share of taxShare(sale, amount)) {
      left.set(share.jurisdiction, (left.get(share.jurisdiction) ?? 0n) - share.amount)
    }
  }
  const taxes = [...left].map(([jurisdiction, amount]) =>
    jurisdiction === undefined ? { amount } : { jurisdiction, amount },
  )
  const sum = taxes.reduce((total, { amount }) => total + amount, 0n)
  return [...taxEntries(sale, taxes), { book: 'refunds', currency: sale.currency, amount: -sum }]
}
