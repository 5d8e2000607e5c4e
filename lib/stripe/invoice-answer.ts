import Stripe from 'stripe'

/** What came of asking Stripe to do something about an invoice. */
export type Answer<T> =
  | { readonly outcome: 'done'; readonly value: T }
  /** Stripe looked and said no, in its words: asking again the same way cannot help. */
  | { readonly outcome: 'refused'; readonly detail: string }
  /** Nobody knows whether it was done; it may be asked again with the same key. */
  | { readonly outcome: 'unreachable'; readonly detail: string }

const MOST_WORDS = 300

/**
 * Turns a call into an answer. Only what Stripe has judged (400, 402, 403, 404) is a refusal: a failure of its own, a key
 * in use or too many requests leave open whether it was done. A key it knows with other parameters, too: then something
 * has been asked for before, and it has to be looked for.
 */
export async function answered<T>(call: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { outcome: 'done', value: await call() }
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error
    const { type, code, statusCode, message, requestId } = error
    const judged =
      statusCode !== undefined &&
      [400, 402, 403, 404].includes(statusCode) &&
      type !== 'StripeIdempotencyError'
    if (judged) return { outcome: 'refused', detail: message.slice(0, MOST_WORDS) }
    return { outcome: 'unreachable', detail: [type, code, requestId].filter(Boolean).join(' ') }
  }
}
