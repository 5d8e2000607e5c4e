import { createHmac } from 'node:crypto'

/**
 * The `Stripe-Signature` header: the time, and an HMAC of time and body (docs.stripe.com/webhooks#verify-manually).
 * Written here rather than taken from the SDK, so that the SDK's own check is a second opinion.
 */
export function webhookSignature(body: string, secret: string, seconds: number): string {
  const signature = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')
  return `t=${seconds},v1=${signature}`
}
