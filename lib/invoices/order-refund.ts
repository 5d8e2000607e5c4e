import type { Transaction } from '@/lib/db/database'
import { auditActor, permits } from '@/lib/identity/permit'
import type { StaffActor } from '@/lib/identity/permit'
import type { PurchaseId } from '@/lib/ids'
import { formatMoney } from '@/lib/money'
import type { Note } from '@/lib/identity/note'
import { performRefund } from './perform-refund'
import type { PerformResult, RefundServices } from './perform-refund'
import { leftToRefund, notRefundable, refundableSchema, refundableSelect } from './refund-order'
import type { NotRefundable, RefundOrderId } from './refund-order'

export type RefundRequest = {
  /** Made when the confirmation was shown: the same one again is the same refund. */
  readonly id: RefundOrderId
  readonly purchaseId: PurchaseId
  /** Minor units of the purchase's currency. */
  readonly amount: bigint
  readonly reason: Note
}
export type RefundResult =
  PerformResult | { readonly outcome: NotRefundable | 'too-much' | 'missing' | 'forbidden' }

/**
 * Gives money of a purchase back, in full or in part. The order is committed under the purchase's lock, where no two
 * orders together exceed what is left, and only then carried out at Stripe. Audited.
 */
export async function orderRefund(
  services: RefundServices,
  actor: StaffActor,
  request: RefundRequest,
): Promise<RefundResult> {
  if (!permits(actor, 'purchase.refund')) return { outcome: 'forbidden' }
  const ordered = await services.db.prisma.$transaction((tx) => order(tx, auditActor(actor), request))
  return ordered === 'ordered' ? performRefund(services, request.id) : { outcome: ordered }
}

/** Takes an order up again whose answer nobody knows. */
export async function resumeRefund(
  services: RefundServices,
  actor: StaffActor,
  id: RefundOrderId,
): Promise<PerformResult | { readonly outcome: 'missing' | 'forbidden' }> {
  if (!permits(actor, 'purchase.refund')) return { outcome: 'forbidden' }
  const known = await services.db.prisma.refundOrder.findUnique({ where: { id }, select: { id: true } })
  return known === null ? { outcome: 'missing' } : performRefund(services, id)
}

async function order(
  tx: Transaction,
  by: string,
  { id, purchaseId, amount, reason }: RefundRequest,
): Promise<'ordered' | NotRefundable | 'too-much' | 'missing'> {
  await tx.$queryRaw`SELECT id::text FROM purchase WHERE id = ${purchaseId}::uuid FOR UPDATE`
  const found = await tx.purchase.findUnique({ where: { id: purchaseId }, select: refundableSelect })
  if (found === null) return 'missing'
  const purchase = refundableSchema.parse(found)
  if (purchase.refundOrders.some((known) => known.id === id)) return 'ordered'
  const reasonNot = notRefundable(purchase)
  if (reasonNot !== undefined) return reasonNot
  const { currency } = purchase
  if (amount <= 0n || amount > leftToRefund(purchase).amount) return 'too-much'
  await tx.refundOrder.create({ data: { id, purchaseId, amount, currency, reason, orderedBy: by } })
  await tx.audit.create({
    data: {
      actor: by,
      action: 'purchase.refund',
      subjectType: 'purchase',
      subjectId: purchaseId,
      detail: { note: `${formatMoney({ amount, currency })}: ${reason}`, order: id },
    },
  })
  return 'ordered'
}
