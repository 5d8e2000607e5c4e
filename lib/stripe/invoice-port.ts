import type Stripe from 'stripe'
import type { CreditOrder, IssuedNote, PlainRefund } from './credit-notes'
import { issueCreditNote, refundPlainly } from './credit-notes'
import type { Answer } from './invoice-answer'
import { answered } from './invoice-answer'
import type { BuyerChange } from './invoice-buyer'
import { changeBuyer } from './invoice-buyer'
import type { DocumentLinks, InvoiceFacts } from './invoice-facts'
import { creditNoteLinks, invoiceLinks, readInvoice } from './invoice-facts'
import type { Replacement } from './invoice-replacement'
import { draftReplacement, finishReplacement } from './invoice-replacement'
import { sellerTaxIds } from './seller-tax-ids'

/** Documents of one Stripe account. What changes something is safe to ask for again: see each. */
export type StripeInvoices = {
  /** The account's own tax ids, for its invoices; kept for some minutes. Throws when unreachable. */
  readonly sellerTaxIds: () => Promise<readonly string[]>
  /** Throws when unreachable. */
  readonly read: (id: string) => Promise<InvoiceFacts | undefined>
  /** Throws when unreachable. */
  readonly links: (id: string) => Promise<DocumentLinks | undefined>
  /** Throws when unreachable. */
  readonly creditNoteLinks: (id: string) => Promise<DocumentLinks | undefined>
  readonly changeBuyer: (change: BuyerChange) => Promise<Answer<void>>
  readonly draft: (replacement: Replacement) => Promise<Answer<InvoiceFacts>>
  readonly finish: (of: {
    readonly invoiceId: string
    readonly correctionId: string
  }) => Promise<Answer<InvoiceFacts>>
  readonly credit: (order: CreditOrder) => Promise<Answer<IssuedNote>>
  /** Answers the refund's id. */
  readonly refund: (refund: PlainRefund) => Promise<Answer<string>>
}

/** Makes the documents' part of an account's port. */
export function createInvoices(stripe: Stripe): StripeInvoices {
  return {
    sellerTaxIds: sellerTaxIds(stripe),
    read: (id) => readInvoice(stripe, id),
    links: (id) => invoiceLinks(stripe, id),
    creditNoteLinks: (id) => creditNoteLinks(stripe, id),
    changeBuyer: (change) => answered(() => changeBuyer(stripe, change)),
    draft: (replacement) => answered(() => draftReplacement(stripe, replacement)),
    finish: (of) => answered(() => finishReplacement(stripe, of)),
    credit: (order) => answered(() => issueCreditNote(stripe, order)),
    refund: (refund) => answered(() => refundPlainly(stripe, refund)),
  }
}
