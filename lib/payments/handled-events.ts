/** How an event leads to the payment that has to be read again. */
export type EventEffect =
  'session' | 'invoice' | 'charge' | 'refund' | 'dispute' | 'credit-note' | 'fraud-warning' | 'payout'

export type HandledEvent = {
  readonly effect: EventEffect
  /** How ids of its object begin: anything else is no event of Stripe's. */
  readonly id: string
  /** What follows, in words; the README prints it. */
  readonly says: string
}

const session = (says: string): HandledEvent => ({ effect: 'session', id: 'cs_', says })
const refund = (says: string): HandledEvent => ({ effect: 'refund', id: 're_', says })
const dispute = (says: string): HandledEvent => ({ effect: 'dispute', id: 'd', says })
const creditNote = (says: string): HandledEvent => ({ effect: 'credit-note', id: 'cn_', says })

/**
 * Every event we act on; anything else is stored and marked as not handled. All have one effect: the payment they
 * belong to is read at Stripe and booked as it stands now, which is why their order and number do not matter (R12).
 */
export const HANDLED_EVENTS: Readonly<Record<string, HandledEvent>> = {
  'checkout.session.completed': session(
    'paid or free: sale posted, access decided, unlock owed; unpaid: pending',
  ),
  'checkout.session.async_payment_succeeded': session('as paid'),
  'checkout.session.async_payment_failed': session('purchase failed, nothing posted'),
  'checkout.session.expired': session('attempt closed, a new one may be made'),
  'charge.updated': { effect: 'charge', id: '', says: 'fee posted once its balance transaction is there' },
  'invoice.paid': { effect: 'invoice', id: 'in_', says: 'invoice number kept' },
  'invoice.finalization_failed': { effect: 'invoice', id: 'in_', says: 'finding `invoice-failed`' },
  'refund.created': refund('refund posted with its tax; given back in full: access revoked'),
  'refund.updated': refund('its state kept'),
  'refund.failed': refund('refund reversed, access restored'),
  'charge.dispute.created': dispute('finding `dispute`; access suspended, unless it is an inquiry'),
  'charge.dispute.updated': dispute('its state kept: an inquiry may become a dispute'),
  'charge.dispute.funds_withdrawn': dispute('what was taken and its fee posted'),
  'charge.dispute.funds_reinstated': dispute('what came back posted'),
  'charge.dispute.closed': dispute('won: access restored; lost or prevented: revoked'),
  'credit_note.created': creditNote('document kept, its own tax posted where it differs'),
  'credit_note.updated': creditNote('document kept'),
  'credit_note.voided': creditNote('document marked as void'),
  'radar.early_fraud_warning.created': {
    effect: 'fraud-warning',
    id: 'issfr_',
    says: 'finding `early-fraud-warning`',
  },
  'payout.reconciliation_completed': {
    effect: 'payout',
    id: 'po_',
    says: "Stripe's balance compared at once, payout posted",
  },
}

/** What to ask Stripe for, at its webhook endpoint and when it lists events. */
export const handledEventTypes: readonly string[] = Object.keys(HANDLED_EVENTS)

/** What an event type does here; undefined for those we do not handle. */
export function handledEvent(type: string): HandledEvent | undefined {
  return Object.hasOwn(HANDLED_EVENTS, type) ? HANDLED_EVENTS[type] : undefined
}
