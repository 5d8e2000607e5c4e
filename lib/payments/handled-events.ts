/** How an event leads to the Checkout session that has to be read again. */
export type EventEffect = 'session' | 'invoice'

/**
 * Every event we act on; anything else is stored and marked as not handled. All of them have one effect: the session
 * is read at Stripe and booked as it stands now, which is why their order and number do not matter (R12).
 */
const HANDLED: Readonly<Record<string, EventEffect>> = {
  'checkout.session.completed': 'session',
  'checkout.session.async_payment_succeeded': 'session',
  'checkout.session.async_payment_failed': 'session',
  'checkout.session.expired': 'session',
  'invoice.paid': 'invoice',
}

/** The effect of an event type; undefined for those we do not handle. */
export function eventEffect(type: string): EventEffect | undefined {
  return Object.hasOwn(HANDLED, type) ? HANDLED[type] : undefined
}
