import { oweSyncs } from '@/lib/crm/owe'
import type { Database, Transaction } from '@/lib/db/database'
import { auditActor, permits } from '@/lib/identity/permit'
import type { StaffActor } from '@/lib/identity/permit'
import { purchaseIdSchema } from '@/lib/ids'
import type { StripeAccounts } from '@/lib/stripe/accounts'
import { notCorrectable } from './correctable'
import type { Correctable, NotCorrectable } from './correctable'
import { correctionSchema } from './correction-row'
import type { Correction, CorrectionId } from './correction-row'
import { currentInvoice } from './documents'
import { lockCorrectable } from './request-correction'
import { replaceInvoice } from './replace-invoice'
import type { Replaced } from './replace-invoice'
import { recordTaxEffect } from './tax-effect'

export type IssueServices = { readonly db: Database; readonly accounts: StripeAccounts }

export type IssueResult =
  | { readonly outcome: 'issued' | 'decided-already' | 'missing' | 'forbidden' }
  /** Nothing was begun, and why. */
  | { readonly outcome: NotCorrectable }
  /** Stripe said no, in its words. Before any document was made it may be declined or asked for otherwise. */
  | { readonly outcome: 'refused'; readonly detail: string }
  /** It stopped on the way: pressing again goes on where it stopped. */
  | { readonly outcome: 'interrupted'; readonly detail: string }

/**
 * Makes an invoice anew: `issuing` is committed first, then everything at Stripe, each step safe to repeat, then
 * `issued`. Pressed again, at once or after a crash, it goes on and never issues twice.
 */
export async function issueCorrection(
  services: IssueServices,
  actor: StaffActor,
  id: CorrectionId,
): Promise<IssueResult> {
  if (!permits(actor, 'invoice.correct')) return { outcome: 'forbidden' }
  const by = auditActor(actor)
  const begun = await services.db.prisma.$transaction((tx) => begin(tx, id, by))
  if (begun.outcome !== 'begun') return begun
  const replaced = await replaceInvoice(services.accounts.of(begun.purchase.account), begun)
  if (replaced.outcome === 'done')
    return services.db.prisma.$transaction((tx) => finish(tx, id, by, replaced.value))
  await services.db.prisma.$transaction((tx) => keepTrouble(tx, id, replaced))
  return { outcome: replaced.outcome === 'refused' ? 'refused' : 'interrupted', detail: replaced.detail }
}

type Begun = {
  readonly outcome: 'begun'
  readonly correction: Correction
  readonly purchase: Correctable
  readonly oldInvoiceId: string
}

/** Takes it up under the purchase's lock, so that no refund is ordered meanwhile. */
async function begin(tx: Transaction, id: CorrectionId, by: string): Promise<Begun | IssueResult> {
  const seen = await tx.invoiceCorrection.findUnique({ where: { id } })
  if (seen === null) return { outcome: 'missing' }
  const purchase = await lockCorrectable(tx, correctionSchema.parse(seen).purchaseId)
  // Read again: it may have been decided while the lock was waited for.
  const correction = correctionSchema.parse(await tx.invoiceCorrection.findUniqueOrThrow({ where: { id } }))
  if (purchase === undefined || correction.state === 'issued' || correction.state === 'declined')
    return { outcome: 'decided-already' }
  if (correction.state === 'issuing' && correction.replacedInvoiceId !== undefined) {
    // What was begun is brought to its end, whatever became of the money since.
    return { outcome: 'begun', correction, purchase, oldInvoiceId: correction.replacedInvoiceId }
  }
  const reason = notCorrectable(purchase, { own: id })
  const old = currentInvoice(purchase)
  if (reason !== undefined || old === undefined) return { outcome: reason ?? 'no-invoice' }
  await tx.invoiceCorrection.update({
    where: { id },
    data: {
      state: 'issuing',
      decidedBy: by,
      decidedAt: new Date(),
      note: null,
      replacedInvoiceId: old.id,
    },
  })
  return { outcome: 'begun', correction, purchase, oldInvoiceId: old.id }
}

async function finish(
  tx: Transaction,
  id: CorrectionId,
  by: string,
  { old, note, made }: Replaced,
): Promise<IssueResult> {
  const { count } = await tx.invoiceCorrection.updateMany({
    where: { id, state: 'issuing' },
    data: {
      state: 'issued',
      note: null,
      creditNoteId: note.id,
      creditNoteNumber: note.number,
      invoiceId: made.id,
      invoiceNumber: made.number ?? made.id,
      taxBefore: old.tax,
      taxAfter: made.tax,
    },
  })
  // Pressed twice at once: the other one has written it.
  if (count === 0) return { outcome: 'issued' }
  const { purchaseId } = await tx.invoiceCorrection.findUniqueOrThrow({
    where: { id },
    select: { purchaseId: true },
  })
  await recordTaxEffect(tx, purchaseId, { old, made })
  await oweSyncs(tx, [purchaseIdSchema.parse(purchaseId)])
  const numbers = `${made.number ?? made.id} in place of ${old.number ?? old.id}, which ${note.number} credits`
  await tx.audit.create({
    data: {
      actor: by,
      action: 'invoice.correct',
      subjectType: 'purchase',
      subjectId: purchaseId,
      detail: { note: numbers },
    },
  })
  return { outcome: 'issued' }
}

type Trouble = {
  readonly outcome: 'refused' | 'unreachable'
  readonly detail: string
  readonly untouched: boolean
}

/** Keeps what went wrong; a request refused before there was any document is open again, to be declined. */
async function keepTrouble(tx: Transaction, id: CorrectionId, { outcome, detail, untouched }: Trouble) {
  const note = detail.slice(0, 500)
  const back = outcome === 'refused' && untouched
  await tx.invoiceCorrection.updateMany({
    where: { id, state: 'issuing' },
    data: back
      ? { state: 'requested', decidedBy: null, decidedAt: null, replacedInvoiceId: null, note }
      : { note },
  })
}
