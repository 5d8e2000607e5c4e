import { z } from 'zod'
import type { Transaction } from '@/lib/db/database'
import { purchaseIdSchema } from '@/lib/ids'
import type { Account, AttemptId, CourseId, CustomerId, PurchaseId } from '@/lib/ids'
import type { SessionFacts } from '@/lib/stripe/port'
import { movePurchase, purchaseStateSchema } from './purchase-states'
import type { PurchaseState } from './purchase-states'

/** What an attempt hands on to its purchase. */
export type BoughtAttempt = {
  readonly id: AttemptId
  readonly customerId: CustomerId
  readonly courseId: CourseId
  readonly account: Account
  readonly reference: string
  readonly smid: string
  readonly identity: string
}

export type Recorded = { readonly id: PurchaseId; readonly state: PurchaseState }
const recordedSchema = z.object({ id: purchaseIdSchema, state: purchaseStateSchema })

/**
 * Makes or moves the purchase of a completed session. Its amounts are frozen once it is paid (a trigger holds that
 * too). The caller holds the lock of the person.
 */
export async function recordPurchase(
  tx: Transaction,
  facts: SessionFacts,
  attempt: BoughtAttempt,
  { asyncFailed }: { asyncFailed: boolean },
): Promise<Recorded> {
  const { currency, subtotal, discount, tax, total } = facts
  const amounts = { currency, subtotal, discount, tax, total }
  const heard = facts.payment !== 'unpaid' ? 'paid' : asyncFailed ? 'failed' : 'pending'
  const { id: attemptId, ...bought } = attempt
  const found = await tx.purchase.findUnique({ where: { attemptId } })
  if (found === null) {
    const paidAt = heard === 'paid' ? facts.completedAt : null
    const made = await tx.purchase.create({
      data: {
        ...amounts,
        ...documents(facts),
        ...bought,
        attemptId,
        sessionId: facts.id,
        state: heard,
        paidAt,
      },
    })
    return recordedSchema.parse(made)
  }
  const before = recordedSchema.parse(found)
  const state = movePurchase(before.state, heard)
  const money =
    before.state === 'paid' ? {} : { ...amounts, paidAt: state === 'paid' ? facts.completedAt : null }
  const updated = await tx.purchase.update({
    where: { id: before.id },
    data: { ...money, ...documents(facts), state },
  })
  return recordedSchema.parse(updated)
}

/** What may still be unknown when the session completes. A value once known is never lost to an older reading. */
function documents({ country, taxPlace, paymentIntentId, promotionCode, invoice }: SessionFacts) {
  return {
    ...(country === undefined ? {} : { country }),
    ...(taxPlace === undefined ? {} : { taxPlace }),
    ...(paymentIntentId === undefined ? {} : { paymentIntentId }),
    ...(promotionCode === undefined ? {} : { promotionCodeId: promotionCode.id }),
    ...(promotionCode?.code === undefined ? {} : { promotionCode: promotionCode.code.toUpperCase() }),
    ...(invoice === undefined ? {} : { invoiceId: invoice.id }),
    ...(invoice?.number === undefined ? {} : { invoiceNumber: invoice.number }),
  }
}
