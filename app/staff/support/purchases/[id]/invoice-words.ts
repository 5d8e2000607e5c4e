import type { Invoicing } from '@/lib/invoices/read-invoicing'

/** Why no money can be given back from here. */
export const NOT_REFUNDABLE: Readonly<Record<NonNullable<Invoicing['notRefundable']>, string>> = {
  'not-paid': 'It is not paid, so there is nothing to give back.',
  free: 'Nothing was charged, so there is nothing to give back.',
  'nothing-left': 'All of it was given back, or is on its way.',
  disputed: 'The buyer’s bank has the money: answer the dispute at Stripe.',
  'correction-on-its-way': 'Its invoice is being made anew. Give the money back once that is done.',
}

/** Why no corrected invoice can be made. */
export const NOT_CORRECTABLE: Readonly<Record<NonNullable<Invoicing['notCorrectable']>, string>> = {
  'not-paid': 'It is not paid, so there is no invoice to correct.',
  free: 'Nothing was charged, so there is no invoice to correct.',
  'given-back': 'All of it was given back: the credit note is the last document.',
  disputed: 'The buyer’s bank questions the payment: correct the invoice once that is settled.',
  'no-invoice': 'There is no invoice yet.',
  credited: 'Part of the invoice was credited, so Stripe cannot credit all of it.',
  'refund-on-its-way': 'A refund is on its way: correct the invoice once that is done.',
  'asked-already': 'A corrected invoice has been asked for and waits to be issued.',
  'too-late': 'The buyer’s 30 days have passed.',
}
