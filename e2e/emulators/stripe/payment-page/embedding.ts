import Stripe from 'stripe'
import type { EmulatorRequest, EmulatorResponse } from '../../exchange'
import { accountOfPublishable } from '../publishable-key'
import { expireIfOverdue } from '../session-expiry'
import type { World } from '../world'
import { pagePath, returnAddress } from './address'
import { findEmbedded } from './routes'
import { stripeScript } from './stripe-script'

/** `endive`: Stripe names its browser script after the version of the API it belongs to, as its loader does. */
export const RELEASE_TRAIN = Stripe.API_VERSION.split('.')[1] ?? ''

const SCRIPT_PATH = `/${RELEASE_TRAIN}/stripe.js`
const INIT = /^\/c\/embedded\/([^/]+)\/init$/

/** Whether a path is of what a seller's page needs to show a payment form: the script, and what it asks first. */
export function isEmbedding(path: string): boolean {
  return path === SCRIPT_PATH || INIT.test(path)
}

/** The browser script, and the beginning of a form: refused for a secret or a key that do not belong together. */
export function answerEmbedding(world: World, { path, query }: EmulatorRequest): EmulatorResponse {
  if (path === SCRIPT_PATH) {
    const headers = { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-store' }
    return { status: 200, headers, body: stripeScript(world.url(), RELEASE_TRAIN) }
  }
  const checkout = findEmbedded(world, decodeURIComponent(INIT.exec(path)?.[1] ?? ''))
  const account = accountOfPublishable(query.get('key') ?? '')
  if (account === undefined) return json(401, { error: { message: 'Invalid API Key provided' } })
  // Wording: guess. At Stripe too another account's session is one that does not exist.
  if (checkout?.account.id !== account) return json(404, { error: { message: 'No such checkout session' } })
  expireIfOverdue(world, checkout.account, checkout.session)
  const { session } = checkout
  return json(200, {
    page: `${world.url()}${pagePath(session)}`,
    return_url: session.redirect_on_completion === 'always' ? returnAddress(session) : null,
  })
}

/** Asked by the script from inside the seller's page, hence open to every origin. */
function json(status: number, body: object): EmulatorResponse {
  const headers = {
    'content-type': 'application/json',
    'access-control-allow-origin': '*',
    'cache-control': 'no-store',
  }
  return { status, headers, body: JSON.stringify(body) }
}
