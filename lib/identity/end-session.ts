import { z } from 'zod'
import type { SsoSettings } from './realm'

const discoverySchema = z.looseObject({ end_session_endpoint: z.url({ protocol: /^https?$/ }).optional() })
const PATIENCE_MS = 3_000

/**
 * Where the issuer ends its own session and sends the browser back to us (OpenID Connect RP-Initiated Logout 1.0).
 * Without the ID token, which we do not keep, the issuer asks the person first. Undefined when it has no such address or
 * cannot be asked: then only our side is signed out, and the page says so.
 */
export async function endSessionAddress(
  { issuer, clientId }: SsoSettings,
  returnTo: string,
): Promise<string | undefined> {
  try {
    const answer = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, {
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    const { end_session_endpoint: endpoint } = discoverySchema.parse(await answer.json())
    if (endpoint === undefined) return undefined
    const address = new URL(endpoint)
    address.searchParams.set('client_id', clientId)
    address.searchParams.set('post_logout_redirect_uri', returnTo)
    return address.href
  } catch {
    return undefined
  }
}
