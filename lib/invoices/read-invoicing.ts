import type { Database } from '@/lib/db/database'
import { permits } from '@/lib/identity/permit'
import type { StaffActor } from '@/lib/identity/permit'
import type { PurchaseId } from '@/lib/ids'
import { proportion } from '@/lib/ledger/proportion'
import type { Money } from '@/lib/money'
import { correctableSchema, correctableSelect, notCorrectable } from './correctable'
import type { NotCorrectable } from './correctable'
import type { Correction } from './correction-row'
import { documentsOf } from './documents'
import type { Document } from './documents'
import { leftToRefund, notRefundable, refundableSchema, refundableSelect } from './refund-order'
import type { NotRefundable, RefundOrder } from './refund-order'

/** The documents of a purchase, what was asked for about them, and what can be given back; for staff. */
export type Invoicing = {
  readonly documents: readonly Document[]
  readonly corrections: readonly Correction[]
  /** Why a corrected invoice cannot be asked for; undefined where it can. */
  readonly notCorrectable: NotCorrectable | undefined
  readonly refundOrders: readonly RefundOrder[]
  readonly notRefundable: NotRefundable | undefined
  readonly total: Money
  readonly left: Money
}
export type InvoicingResult =
  { readonly outcome: 'found'; readonly invoicing: Invoicing } | { readonly outcome: 'missing' | 'forbidden' }

/** Reads it. Support sees what finance does. */
export async function readInvoicing(
  db: Database,
  actor: StaffActor,
  id: PurchaseId,
): Promise<InvoicingResult> {
  if (!permits(actor, 'correction.read')) return { outcome: 'forbidden' }
  const [billed, paid] = await Promise.all([
    db.prisma.purchase.findUnique({ where: { id }, select: correctableSelect }),
    db.prisma.purchase.findUnique({ where: { id }, select: refundableSelect }),
  ])
  if (billed === null || paid === null) return { outcome: 'missing' }
  const correctable = correctableSchema.parse(billed)
  const refundable = refundableSchema.parse(paid)
  const { total, currency } = refundable
  return {
    outcome: 'found',
    invoicing: {
      documents: documentsOf(correctable),
      corrections: correctable.corrections,
      notCorrectable: notCorrectable(correctable),
      refundOrders: refundable.refundOrders,
      notRefundable: notRefundable(refundable),
      total: { amount: total, currency },
      left: leftToRefund(refundable),
    },
  }
}

/** What giving back an amount means, for whoever confirms it. */
export type RefundPreview = {
  readonly amount: Money
  /** As the amount is of the total; Stripe's credit note may round it otherwise by a unit. */
  readonly tax: Money
  /** Nothing is left: the course closes, unless another purchase keeps it. */
  readonly full: boolean
}
export type PreviewResult =
  | { readonly outcome: 'found'; readonly left: Money; readonly preview: (amount: bigint) => RefundPreview }
  | { readonly outcome: NotRefundable | 'missing' | 'forbidden' }

/** What can be given back, and what an amount of it would mean. */
export async function previewRefund(db: Database, actor: StaffActor, id: PurchaseId): Promise<PreviewResult> {
  if (!permits(actor, 'purchase.refund')) return { outcome: 'forbidden' }
  const found = await db.prisma.purchase.findUnique({ where: { id }, select: refundableSelect })
  if (found === null) return { outcome: 'missing' }
  const row = refundableSchema.parse(found)
  const reason = notRefundable(row)
  if (reason !== undefined) return { outcome: reason }
  const left = leftToRefund(row)
  const { currency, tax, total } = row
  return {
    outcome: 'found',
    left,
    preview: (amount) => ({
      amount: { amount, currency },
      tax: { amount: proportion(tax, amount, total), currency },
      full: amount === left.amount,
    }),
  }
}
