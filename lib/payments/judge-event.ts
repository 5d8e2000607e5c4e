import type { StripePort, VerifiedEvent } from '@/lib/stripe/port'
import { handledEvent } from './handled-events'

export type Judged = {
  readonly state: 'received' | 'not-handled'
  /** Why an event that looks like one of ours is not handled. */
  readonly why?: string
}

/**
 * Whether an event is to be processed. Its API version does not matter: only its type and its object's id are taken from
 * it, and the object is read again at our own version.
 */
export function judgeEvent({ livemode }: Pick<StripePort, 'livemode'>, event: VerifiedEvent): Judged {
  const handled = handledEvent(event.type)
  if (handled === undefined) return { state: 'not-handled' }
  if (event.livemode !== livemode) {
    const mode = event.livemode ? 'live' : 'test'
    return refuse(`It is of ${mode} mode, and our key is not: the endpoint is set up at the wrong place.`)
  }
  if (event.connectedAccount !== undefined)
    return refuse(`It is of the connected account ${event.connectedAccount}, which is not ours to book.`)
  const rest = event.objectId.startsWith(handled.id) ? event.objectId.slice(handled.id.length) : ''
  if (!STRIPE_ID.test(rest))
    return refuse(`Its object's id is not one of the kind that ${event.type} tells of.`)
  return { state: 'received' }
}

/** What every id of Stripe's goes on with: anything else could only be asked for in vain, again and again. */
const STRIPE_ID = /^\w{1,240}$/

function refuse(why: string): Judged {
  return { state: 'not-handled', why }
}
