import { z } from 'zod'
import { recordAccess } from '@/lib/access/record'
import { attemptStateSchema, isLive, moveAttempt } from '@/lib/checkout/attempt-states'
import type { AttemptState } from '@/lib/checkout/attempt-states'
import type { Transaction } from '@/lib/db/database'
import { oweDelivery } from '@/lib/deliveries/owe'
import { accountSchema, attemptIdSchema, courseIdSchema, customerIdSchema, purchaseIdSchema } from '@/lib/ids'
import type { AttemptId, DeliveryId, PurchaseId } from '@/lib/ids'
import { post } from '@/lib/ledger/post'
import { saleEntries } from '@/lib/ledger/sale'
import { settlementEntries } from '@/lib/ledger/settlement'
import type { SessionFacts } from '@/lib/stripe/port'
import { recordFindings } from './findings'
import { movePurchase, purchaseStateSchema } from './purchase-states'
import type { PurchaseState } from './purchase-states'

const attemptSchema = z.object({
  id: attemptIdSchema,
  account: accountSchema,
  reference: z.string(),
  customerId: customerIdSchema,
  courseId: courseIdSchema,
  state: attemptStateSchema,
  sessionId: z.string().nullable(),
  smid: z.string(),
  identity: z.string(),
  linkSmid: z.string().nullable(),
  repeat: z.boolean(),
})
type Attempt = z.infer<typeof attemptSchema>

export type Booked = { readonly attempt: AttemptState; readonly deliveries: readonly DeliveryId[] }

/**
 * Brings our rows to what a session says, in the caller's transaction: attempt, purchase, ledger, access, deliveries.
 * Safe to run any number of times, at once and in any order: every step is a legal move or an insert that is unique.
 */
export async function bookSession(
  tx: Transaction,
  facts: SessionFacts,
  attemptId: AttemptId,
  { asyncFailed }: { asyncFailed: boolean },
): Promise<Booked | undefined> {
  // Person first, attempt second: the order in which starting a checkout locks them.
  const owner = await tx.checkoutAttempt.findUnique({
    where: { id: attemptId },
    select: { customerId: true },
  })
  if (owner === null) return undefined
  await tx.$queryRaw`SELECT id::text FROM customer WHERE id = ${owner.customerId}::uuid FOR UPDATE`
  const row = await tx.checkoutAttempt.findUniqueOrThrow({ where: { id: attemptId } })
  const attempt = attemptSchema.parse(row)
  if (attempt.sessionId !== null && attempt.sessionId !== facts.id) {
    throw new Error(`Session ${facts.id} names attempt ${attemptId}, which has another session`)
  }
  const state = moveAttempt(attempt.state, attemptState(facts, asyncFailed))
  await tx.checkoutAttempt.update({
    where: { id: attemptId },
    data: { state, sessionId: facts.id, closedAt: isLive(state) ? null : (row.closedAt ?? new Date()) },
  })
  if (facts.status !== 'complete') return { attempt: state, deliveries: [] }
  const purchase = await recordPurchase(tx, facts, attempt, asyncFailed ? 'failed' : paymentState(facts))
  await postMoney(tx, facts, attempt, purchase)
  await recordFindings(tx, attempt, purchase.id)
  await recordAccess(tx, attempt.customerId, attempt.courseId)
  const delivery =
    purchase.state === 'paid' ? await oweDelivery(tx, purchase.id, 'flockjay', 'unlock') : undefined
  return { attempt: state, deliveries: delivery === undefined ? [] : [delivery] }
}

function attemptState({ status, payment }: SessionFacts, asyncFailed: boolean): AttemptState {
  if (status !== 'complete') return status
  if (payment !== 'unpaid') return 'complete'
  return asyncFailed ? 'failed' : 'pending'
}

function paymentState({ payment }: SessionFacts): PurchaseState {
  return payment === 'unpaid' ? 'pending' : 'paid'
}

type Purchase = { readonly id: PurchaseId; readonly state: PurchaseState }
const purchaseSchema = z.object({
  id: purchaseIdSchema,
  state: purchaseStateSchema,
  invoiceNumber: z.string().nullable(),
})

async function recordPurchase(
  tx: Transaction,
  facts: SessionFacts,
  attempt: Attempt,
  heard: PurchaseState,
): Promise<Purchase> {
  const { currency, subtotal, discount, tax, total } = facts
  const amounts = { currency, subtotal, discount, tax, total }
  const found = await tx.purchase.findUnique({ where: { attemptId: attempt.id } })
  if (found === null) {
    const state = facts.payment === 'unpaid' ? heard : 'paid'
    const made = await tx.purchase.create({
      data: {
        ...amounts,
        ...documents(facts),
        attemptId: attempt.id,
        customerId: attempt.customerId,
        courseId: attempt.courseId,
        smid: attempt.smid,
        identity: attempt.identity,
        account: attempt.account,
        sessionId: facts.id,
        reference: attempt.reference,
        state,
        paidAt: state === 'paid' ? facts.completedAt : null,
      },
    })
    return purchaseSchema.parse(made)
  }
  const before = purchaseSchema.parse(found)
  const state = movePurchase(before.state, facts.payment === 'unpaid' ? heard : 'paid')
  const money =
    before.state === 'paid' ? {} : { ...amounts, paidAt: state === 'paid' ? facts.completedAt : null }
  const updated = await tx.purchase.update({
    where: { id: before.id },
    data: { ...money, ...documents(facts), state },
  })
  return purchaseSchema.parse(updated)
}

/** What may still be unknown when the session completes. A value once known is never lost to an older reading. */
function documents({ country, taxPlace, paymentIntentId, invoice }: SessionFacts) {
  return {
    ...(country === undefined ? {} : { country }),
    ...(taxPlace === undefined ? {} : { taxPlace }),
    ...(paymentIntentId === undefined ? {} : { paymentIntentId }),
    ...(invoice === undefined ? {} : { invoiceId: invoice.id }),
    ...(invoice?.number === undefined ? {} : { invoiceNumber: invoice.number }),
  }
}

async function postMoney(
  tx: Transaction,
  facts: SessionFacts,
  attempt: Attempt,
  purchase: Purchase,
): Promise<void> {
  if (purchase.state !== 'paid') return
  const common = { account: attempt.account, purchaseId: purchase.id }
  await post(tx, {
    ...common,
    key: `sale:${facts.id}`,
    kind: 'sale',
    occurredAt: facts.completedAt,
    entries: saleEntries(facts),
  })
  const { settlement } = facts
  if (settlement === undefined) return
  await post(tx, {
    ...common,
    key: `settlement:${settlement.id}`,
    kind: 'settlement',
    occurredAt: settlement.occurredAt,
    entries: settlementEntries({ amount: facts.total, currency: facts.currency }, settlement),
  })
}
