import { createHash } from 'node:crypto'
import Stripe from 'stripe'
import { type StripeFault, invalidRequest, unauthorized } from './errors'

export type Headers = Record<string, string | string[] | undefined>

export function header(headers: Headers, name: string): string | undefined {
  const value = headers[name]
  return Array.isArray(value) ? value[0] : value
}

/**
 * The account a request speaks for: each secret key has one of its own. Throws Stripe's 401 for a missing, unknown or
 * public key; a live key is refused whatever it is, since nothing live may ever reach an emulator.
 */
export function authenticate(headers: Headers, accepted: readonly string[] | undefined): string {
  const key = keyOf(header(headers, 'authorization'))
  if (key === undefined) {
    throw unauthorized(
      "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY'). See https://stripe.com/docs/api#authentication for details, or we can help at https://support.stripe.com/.",
    )
  }
  if (/^(sk|rk)_live_/.test(key))
    throw unauthorized('This is a test environment: live keys are refused.', 'livemode_mismatch')
  const known = accepted ? accepted.includes(key) : /^(sk|rk)_test_\w+$/.test(key)
  if (!known) throw invalidKey(key)
  return accountOf(key)
}

function keyOf(authorization: string | undefined): string | undefined {
  if (authorization === undefined) return undefined
  const [scheme, value] = authorization.split(' ')
  if (scheme?.toLowerCase() === 'basic' && value)
    return Buffer.from(value, 'base64').toString('utf8').split(':')[0]
  return scheme?.toLowerCase() === 'bearer' ? value : undefined
}

function invalidKey(key: string): StripeFault {
  const shown =
    key.length > 12
      ? `${key.slice(0, 8)}${'*'.repeat(Math.min(key.length - 12, 40))}${key.slice(-4)}`
      : '****'
  return unauthorized(`Invalid API Key provided: ${shown}`)
}

/** `acct_…`, the same for the same key at every start. */
export function accountOf(key: string): string {
  return `acct_1${createHash('sha256').update(key).digest('hex').slice(0, 15)}`
}

/**
 * The emulator answers in one version, the one the SDK is made for. Any other is refused: its objects would have another
 * shape, and an emulator that pretends is worse than none.
 */
export function apiVersion(headers: Headers): string {
  const wanted = header(headers, 'stripe-version') ?? Stripe.API_VERSION
  if (wanted === Stripe.API_VERSION) return wanted
  throw invalidRequest(`Invalid Stripe API version: ${wanted}`)
}
