import type Stripe from 'stripe'
import type { SessionDetail } from './session-detail'
import type { Account } from './store'
import type { World } from './world'

/** One session with all that belongs to it: what the payment page and the control door work on. */
export type Checkout = {
  world: World
  account: Account
  session: Stripe.Checkout.Session
  detail: SessionDetail
}
