import { findOwnPurchase } from '@/lib/checkout/progress'
import type { Viewer } from '@/lib/checkout/progress'
import type { Clock } from '@/lib/clock'
import type { StaffActor } from '@/lib/identity/permit'
import type { PurchaseId, SessionId } from '@/lib/ids'
import { findAskable } from '@/lib/invoices/askable'
import type { CorrectionId } from '@/lib/invoices/correction-row'
import type { CorrectionRequest } from '@/lib/invoices/correction-request'
import { declineCorrection } from '@/lib/invoices/decline-correction'
import type { Note } from '@/lib/identity/note'
import { issueCorrection } from '@/lib/invoices/issue-correction'
import { listCorrections } from '@/lib/invoices/list-corrections'
import { openDocument } from '@/lib/invoices/open-document'
import type { DocumentForm } from '@/lib/invoices/open-document'
import { orderRefund, resumeRefund } from '@/lib/invoices/order-refund'
import type { RefundRequest } from '@/lib/invoices/order-refund'
import type { RefundServices } from '@/lib/invoices/perform-refund'
import { previewRefund, readInvoicing } from '@/lib/invoices/read-invoicing'
import type { RefundOrderId } from '@/lib/invoices/refund-order'
import { requestCorrection, startCorrection } from '@/lib/invoices/request-correction'

type Wanted = { readonly number?: string | undefined; readonly form: DocumentForm }

/** Documents for whoever bought: only with the browser or the person of the purchase. */
export function wireBilling(services: Pick<RefundServices, 'db' | 'accounts'> & { readonly clock: Clock }) {
  const { db, clock } = services
  return {
    /** Where a document is now; undefined for one that is not theirs. */
    openDocument: async (id: SessionId, viewer: Viewer, wanted: Wanted) => {
      const own = await findOwnPurchase(db, id, viewer)
      return own && openDocument(services, own, wanted)
    },
    /** What the page that asks for a corrected invoice shows; undefined for a purchase that is not theirs. */
    askable: async (id: SessionId, viewer: Viewer) => {
      const own = await findOwnPurchase(db, id, viewer)
      return own && findAskable(db, own, clock.now())
    },
    askCorrection: async (id: SessionId, viewer: Viewer, request: CorrectionRequest) => {
      const own = await findOwnPurchase(db, id, viewer)
      return own && requestCorrection({ db, now: clock.now() }, own, request)
    },
  }
}

/** Corrected invoices and refunds, for staff. Each capability asks itself whether the employee may. */
export function wireInvoices(services: RefundServices) {
  const { db } = services
  return {
    read: (actor: StaffActor, id: PurchaseId) => readInvoicing(db, actor, id),
    list: (actor: StaffActor) => listCorrections(db, actor),
    start: (actor: StaffActor, id: PurchaseId, request: CorrectionRequest) =>
      startCorrection(services, actor, id, request),
    issue: (actor: StaffActor, id: CorrectionId) => issueCorrection(services, actor, id),
    decline: (actor: StaffActor, id: CorrectionId, answer: Note) =>
      declineCorrection(services, actor, id, answer),
    previewRefund: (actor: StaffActor, id: PurchaseId) => previewRefund(db, actor, id),
    refund: (actor: StaffActor, request: RefundRequest) => orderRefund(services, actor, request),
    resumeRefund: (actor: StaffActor, id: RefundOrderId) => resumeRefund(services, actor, id),
  }
}
