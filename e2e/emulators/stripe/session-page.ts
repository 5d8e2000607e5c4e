import type Stripe from 'stripe'
import { randomText } from './ids'

type Params = Stripe.Checkout.SessionCreateParams

/**
 * Where a session's page is: at an address of its own, or inside a page of the seller that knows the client secret.
 * The secret at Stripe is the session's id, `_secret_`, and text that starts like this one and may hold escapes; the
 * length is a guess. Whether it is still told of a session that has ended is not documented: here it is.
 */
export function sessionPage(params: Params, id: string, url: string) {
  if (params.ui_mode !== 'embedded_page')
    return { ui_mode: 'hosted_page', url, client_secret: null } satisfies Partial<Stripe.Checkout.Session>
  return {
    ui_mode: 'embedded_page',
    url: null,
    client_secret: `${id}_secret_fid${randomText(77)}`,
    redirect_on_completion: params.redirect_on_completion ?? 'always',
    ...(params.return_url === undefined ? {} : { return_url: params.return_url }),
  } satisfies Partial<Stripe.Checkout.Session>
}
