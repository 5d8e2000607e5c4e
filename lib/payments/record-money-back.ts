import { z } from 'zod'
import type { Transaction } from '@/lib/db/database'
import type { Currency } from '@/lib/money'
import type { MoneyBack, RefundFacts } from '@/lib/stripe/money-back'
import { recordDispute } from './record-dispute'
import type { PurchaseRead } from './purchase-read'
import { moveRefund, refundStateSchema } from './refund-states'

/**
 * Keeps what one reading says of refunds, disputes and credit notes. A reading that began before the one that wrote a
 * row changes nothing of it. Answers the money that counts: refunds with the state that is kept, and all that is in the
 * purchase's currency. The caller holds the lock of the purchase's person.
 */
export async function recordMoneyBack(
  tx: Transaction,
  purchase: PurchaseRead,
  read: MoneyBack,
): Promise<MoneyBack> {
  const refunds: RefundFacts[] = []
  for (const refund of read.refunds)
    refunds.push({ ...refund, state: await recordRefund(tx, purchase, refund) })
  for (const dispute of read.disputes) await recordDispute(tx, purchase, dispute)
  for (const note of read.creditNotes) {
    const { issued, taxes, outOfBand, ...fields } = note
    const tax = taxes.reduce((sum, { amount }) => sum + amount, 0n)
    const state = issued ? 'issued' : 'void'
    const row = {
      number: fields.number,
      amount: fields.amount,
      outOfBand,
      tax,
      state,
      reading: purchase.reading,
    }
    const { currency, createdAt } = fields
    const fixed = { id: note.id, account: purchase.account, purchaseId: purchase.id, currency, createdAt }
    await tx.creditNote.createMany({ data: [{ ...fixed, ...row }], skipDuplicates: true })
    await tx.creditNote.updateMany({ where: { id: note.id, reading: { lt: purchase.reading } }, data: row })
  }
  return countable(tx, purchase, { ...read, refunds })
}

const refundRowSchema = z.object({ state: refundStateSchema, reading: z.bigint() })

async function recordRefund(
  tx: Transaction,
  { id: purchaseId, account, reading }: PurchaseRead,
  { id, amount, currency, createdAt, state }: RefundFacts,
): Promise<RefundFacts['state']> {
  const found = await tx.refund.findUnique({ where: { id } })
  if (found === null) {
    await tx.refund.create({ data: { id, account, purchaseId, currency, amount, state, reading, createdAt } })
    return state
  }
  const before = refundRowSchema.parse(found)
  if (before.reading >= reading) return before.state
  const next = moveRefund(before.state, state)
  await tx.refund.update({ where: { id }, data: { state: next, reading } })
  return next
}

/** Money in another currency than the purchase's cannot be held against it: it is left to a person. */
async function countable(
  tx: Transaction,
  { id: purchaseId, currency }: PurchaseRead,
  read: MoneyBack,
): Promise<MoneyBack> {
  const same = <T extends { readonly currency: Currency }>(each: T): boolean => each.currency === currency
  const strange = [...read.refunds, ...read.disputes, ...read.creditNotes].filter((each) => !same(each))
  if (strange.length === 0) return read
  const detail = `In another currency than the purchase, and not posted: ${strange.map(({ id }) => id).join(', ')}.`
  await tx.finding.createMany({
    data: [{ purchaseId, kind: 'currency-mismatch', detail }],
    skipDuplicates: true,
  })
  return {
    refunds: read.refunds.filter(same),
    disputes: read.disputes.filter(same),
    creditNotes: read.creditNotes.filter(same),
  }
}
