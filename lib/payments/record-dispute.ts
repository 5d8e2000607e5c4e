import { z } from 'zod'
import type { Transaction } from '@/lib/db/database'
import type { PurchaseId } from '@/lib/ids'
import { formatMoney } from '@/lib/money'
import type { DisputeFacts } from '@/lib/stripe/money-back'
import { disputeStateSchema, moveDispute } from './dispute-states'
import type { PurchaseRead } from './purchase-read'

const disputeRowSchema = z.object({ state: disputeStateSchema, reading: z.bigint() })

/** Keeps what a reading says of one dispute, and has a person told while the bank waits for an answer. */
export async function recordDispute(
  tx: Transaction,
  { id: purchaseId, account, reading }: PurchaseRead,
  dispute: DisputeFacts,
): Promise<void> {
  const { id, amount, currency, state, reason, createdAt } = dispute
  const found = await tx.dispute.findUnique({ where: { id } })
  if (found === null) {
    const row = { id, account, purchaseId, currency, amount, state, reason, reading, createdAt }
    await tx.dispute.create({ data: row })
    await tellDispute(tx, purchaseId, dispute)
  } else {
    const before = disputeRowSchema.parse(found)
    if (before.reading >= reading) return
    const next = moveDispute(before.state, state)
    await tx.dispute.update({ where: { id }, data: { state: next, amount, reading } })
  }
  const unsettled = await tx.dispute.count({ where: { purchaseId, state: { in: ['inquiry', 'open'] } } })
  if (unsettled > 0) return
  await tx.finding.updateMany({
    where: { purchaseId, kind: 'dispute', closedAt: null },
    data: { closedAt: new Date() },
  })
}

/** A person has to answer the bank in time: what a machine cannot do. A further dispute opens the finding again. */
async function tellDispute(tx: Transaction, purchaseId: PurchaseId, dispute: DisputeFacts): Promise<void> {
  const { id, amount, currency, reason, answerBy } = dispute
  const until =
    answerBy === undefined ? '' : ` Stripe takes an answer until ${answerBy.toISOString().slice(0, 10)}.`
  const detail = `${formatMoney({ amount, currency })} is questioned (${id}, ${reason.replaceAll('_', ' ')}).${until}`
  await tx.finding.upsert({
    where: { purchaseId_kind: { purchaseId, kind: 'dispute' } },
    create: { purchaseId, kind: 'dispute', detail },
    update: { detail, closedAt: null },
  })
}
