import type { Billing } from '@/lib/invoices/billing'
import type { Document } from '@/lib/invoices/documents'

/** Why there is no invoice, and what to do. */
export const NO_INVOICE: Readonly<Record<NonNullable<Billing['missing']>, string>> = {
  'payment-on-its-way': 'It is made once your payment has arrived.',
  'payment-failed': 'There is none, because nothing was charged.',
  free: 'There is none, because your code covered the whole price and nothing was charged. Should your company need a document, ask us.',
  failed:
    'Stripe could not make it. Our team sees that and takes care of it; there is nothing for you to do.',
  'being-made': 'It is being made. Reload this page in a moment.',
  late: 'It has not been made yet, which is unusual. Ask us for it and name your reference.',
}

/** Where asking helps. */
export const ASK_FOR: ReadonlySet<Billing['missing']> = new Set(['free', 'late'] as const)

/** Why a corrected invoice cannot be asked for. */
export const NOT_CORRECTABLE: Readonly<Record<NonNullable<Billing['notAsk']>, string>> = {
  'not-paid': 'This purchase is not paid, so it has no invoice to correct.',
  free: 'Nothing was charged for this purchase, so it has no invoice to correct.',
  'given-back': 'The whole price was given back. Its credit note is the last document of this purchase.',
  disputed: 'Your bank questions this payment. The invoice can be corrected once that is settled.',
  'no-invoice': 'The invoice has not been made yet. Please come back when it is there.',
  credited: 'Part of this invoice was credited already. Ask us, and we look at it with you.',
  'refund-on-its-way': 'Money of this purchase is being given back at this moment. Please come back later.',
  'asked-already': 'You have asked for a corrected invoice already, and we are looking at it.',
  'too-late':
    'An invoice can be corrected within 30 days of the payment, which have passed. Ask us if you need help.',
}

/** What a document is called in a list of several. */
export const KIND: Readonly<Record<Document['kind'], string>> = {
  invoice: 'Invoice',
  'replaced-invoice': 'Replaced invoice',
  'credit-note': 'Credit note',
}
