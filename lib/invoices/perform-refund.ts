import type { Database } from '@/lib/db/database'
import type { Waker } from '@/lib/jobs/wake'
import { requestProcessing } from '@/lib/payments/request-processing'
import type { StripeAccounts } from '@/lib/stripe/accounts'
import type { Answer } from '@/lib/stripe/invoice-answer'
import type { StripePort } from '@/lib/stripe/port'
import { currentInvoice } from './documents'
import { refundOrderSchema, refundableSchema, refundableSelect } from './refund-order'
import type { RefundOrder, RefundOrderId, Refundable } from './refund-order'

export type RefundServices = {
  readonly db: Database
  readonly accounts: StripeAccounts
  readonly waker: Waker
}

export type PerformResult =
  | { readonly outcome: 'done' }
  | { readonly outcome: 'refused'; readonly detail: string }
  /** Nobody knows: it stays ordered and is taken up again. */
  | { readonly outcome: 'unreachable'; readonly detail: string }

type Paid = { readonly creditNoteId: string | null; readonly refundId: string | null }

/**
 * Has Stripe carry out an ordered refund, once whoever asks and however often: its id is the key, and what an earlier
 * try made is looked for. Then it is booked like any other refund, by reading the payment.
 */
export async function performRefund(services: RefundServices, id: RefundOrderId): Promise<PerformResult> {
  const { db, accounts } = services
  const order = refundOrderSchema.parse(await db.prisma.refundOrder.findUniqueOrThrow({ where: { id } }))
  if (order.state === 'refused') return { outcome: 'refused', detail: order.failure ?? '' }
  const found = await db.prisma.purchase.findUniqueOrThrow({
    where: { id: order.purchaseId },
    select: refundableSelect,
  })
  const purchase = refundableSchema.parse(found)
  if (order.state === 'ordered') {
    const answer = await giveBack(accounts.of(purchase.account), purchase, order)
    if (answer.outcome === 'unreachable') return answer
    await db.prisma.refundOrder.updateMany({
      where: { id, state: 'ordered' },
      data: {
        endedAt: new Date(),
        ...(answer.outcome === 'done'
          ? { state: 'done', ...answer.value }
          : { state: 'refused', failure: answer.detail }),
      },
    })
    if (answer.outcome === 'refused') return answer
  }
  await requestProcessing(services, purchase.account, purchase.sessionId)
  return { outcome: 'done' }
}

/** By a credit note of Checkout's invoice, which gives the money back with a document; else by hand and beside it. */
async function giveBack(
  { invoices }: StripePort,
  purchase: Refundable,
  { id, amount }: RefundOrder,
): Promise<Answer<Paid>> {
  const invoice = currentInvoice(purchase)
  const order = { name: 'refund_order', id } as const
  const memo = `Refund of purchase ${purchase.reference}.`
  if (invoice !== undefined && invoice.id === purchase.invoiceId) {
    const note = await invoices.credit({ invoiceId: invoice.id, amount, order, memo, money: 'refund' })
    if (note.outcome !== 'done') return note
    return { outcome: 'done', value: { creditNoteId: note.value.id, refundId: note.value.refundId ?? null } }
  }
  const { paymentIntentId } = purchase
  if (paymentIntentId === undefined) return { outcome: 'refused', detail: 'There is no payment at Stripe.' }
  const refunded = await invoices.refund({ paymentIntentId, amount, orderId: id })
  if (refunded.outcome !== 'done') return refunded
  if (invoice === undefined)
    return { outcome: 'done', value: { creditNoteId: null, refundId: refunded.value } }
  // A corrected invoice was paid outside of Stripe, so that a note of it cannot move money: it documents this refund.
  const note = await invoices.credit({ invoiceId: invoice.id, amount, order, memo, money: 'none' })
  // The money is on its way whatever becomes of its document: only a document that may still come is waited for.
  if (note.outcome === 'unreachable') return note
  const creditNoteId = note.outcome === 'done' ? note.value.id : null
  return { outcome: 'done', value: { creditNoteId, refundId: refunded.value } }
}
