import type Stripe from 'stripe'

type Session = Stripe.Checkout.Session

export function isEmbedded(session: Session): boolean {
  return session.ui_mode === 'embedded_page'
}

/** The path of a session's page: the hosted one, or the one its frame shows. */
export function pagePath(session: Session): string {
  return isEmbedded(session) ? `/c/embedded/${session.client_secret ?? ''}` : `/c/pay/${session.id}`
}

/** Where the buyer goes once done: the seller's address with the session's id in it. */
export function returnAddress(session: Session): string | undefined {
  const address = isEmbedded(session) ? session.return_url : session.success_url
  return address?.replaceAll('{CHECKOUT_SESSION_ID}', session.id)
}
