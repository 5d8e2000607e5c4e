import type { Database, Transaction } from '@/lib/db/database'
import { auditActor, permits } from '@/lib/identity/permit'
import type { StaffActor } from '@/lib/identity/permit'
import type { PurchaseId } from '@/lib/ids'
import { correctableSchema, correctableSelect, notCorrectable } from './correctable'
import type { Correctable, NotCorrectable } from './correctable'
import type { CorrectionRequest } from './correction-request'

export type RequestResult =
  { readonly outcome: 'asked' } | { readonly outcome: NotCorrectable } | { readonly outcome: 'missing' }

/**
 * Keeps a buyer's wish for a corrected invoice, within 30 days of the payment, for finance to answer. One is open per
 * purchase: a second says that there is one. The caller has checked that the purchase is the asking person's.
 */
export function requestCorrection(
  { db, now }: { readonly db: Database; readonly now: Date },
  purchaseId: PurchaseId,
  request: CorrectionRequest,
): Promise<RequestResult> {
  return db.prisma.$transaction((tx) => ask(tx, purchaseId, { request, requestedBy: 'learner', now }))
}

/** The same by finance, without the 30 days; audited. */
export async function startCorrection(
  { db }: { readonly db: Database },
  actor: StaffActor,
  purchaseId: PurchaseId,
  request: CorrectionRequest,
): Promise<RequestResult | { readonly outcome: 'forbidden' }> {
  if (!permits(actor, 'invoice.correct')) return { outcome: 'forbidden' }
  return db.prisma.$transaction(async (tx) => {
    const result = await ask(tx, purchaseId, { request, requestedBy: auditActor(actor) })
    if (result.outcome === 'asked')
      await tx.audit.create({
        data: {
          actor: auditActor(actor),
          action: 'invoice.ask',
          subjectType: 'purchase',
          subjectId: purchaseId,
          detail: {},
        },
      })
    return result
  })
}

type Asked = { readonly request: CorrectionRequest; readonly requestedBy: string; readonly now?: Date }

async function ask(
  tx: Transaction,
  purchaseId: PurchaseId,
  { request, requestedBy, now }: Asked,
): Promise<RequestResult> {
  const row = await lockCorrectable(tx, purchaseId)
  if (row === undefined) return { outcome: 'missing' }
  const reason = notCorrectable(row, now === undefined ? {} : { now })
  if (reason !== undefined) return { outcome: reason }
  const { companyName, taxId, poNumber } = request
  await tx.invoiceCorrection.create({
    data: {
      purchaseId,
      requestedBy,
      companyName: companyName ?? null,
      taxIdType: taxId?.type ?? null,
      taxIdValue: taxId?.value ?? null,
      poNumber: poNumber ?? null,
    },
  })
  return { outcome: 'asked' }
}

/** Locks a purchase and reads what its documents depend on: whoever orders a refund or a correction waits here. */
export async function lockCorrectable(
  tx: Transaction,
  purchaseId: PurchaseId,
): Promise<Correctable | undefined> {
  await tx.$queryRaw`SELECT id::text FROM purchase WHERE id = ${purchaseId}::uuid FOR UPDATE`
  const found = await tx.purchase.findUnique({ where: { id: purchaseId }, select: correctableSelect })
  return found === null ? undefined : correctableSchema.parse(found)
}
