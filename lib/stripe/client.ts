import Stripe from 'stripe'

/**
 * The SDK for one account. `apiUrl` only where Stripe is not at its own address.
 * Timeouts are ours: a learner waits on this call, and the SDK's 80 s is longer than anybody does.
 */
export function createStripeClient({
  secretKey,
  apiUrl,
}: {
  secretKey: string
  apiUrl?: string | undefined
}): Stripe {
  const options = { timeout: 10_000, maxNetworkRetries: 1, telemetry: false }
  if (apiUrl === undefined) return new Stripe(secretKey, options)
  const { protocol, hostname, port } = new URL(apiUrl)
  const secure = protocol === 'https:'
  return new Stripe(secretKey, {
    ...options,
    host: hostname,
    port: port === '' ? (secure ? 443 : 80) : Number(port),
    protocol: secure ? 'https' : 'http',
  })
}
