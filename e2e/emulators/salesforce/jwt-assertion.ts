import { compactVerify, decodeJwt, importSPKI, importX509, type JWTPayload } from 'jose'
import type { Clock } from '@/lib/clock'
import type { ConnectedApp } from './connected-app'
import {
  BAD_ASSERTION,
  EXPIRED,
  NOT_APPROVED,
  type OauthRefusal,
  OTHER_AUDIENCE,
  UNKNOWN_CLIENT,
} from './oauth-refusal'

/** Salesforce's own login addresses, which are as good an audience as My Domain. */
const LOGIN_ADDRESSES = ['https://login.salesforce.com', 'https://test.salesforce.com']

/** An assertion is good for no longer (Salesforce Help, OAuth 2.0 JWT Bearer Flow). */
const LONGEST_SECONDS = 180

/**
 * Why an assertion is refused, in the order client, signature, audience, expiry, user; undefined when it is good. That
 * one which expires too late is an invalid assertion is the help page read to the letter, not seen in an org.
 */
export async function judgeAssertion(
  app: ConnectedApp,
  url: string,
  clock: Clock,
  assertion: string | undefined,
): Promise<OauthRefusal | undefined> {
  const claims = assertion === undefined ? undefined : claimsOf(assertion)
  if (assertion === undefined || !claims) return BAD_ASSERTION
  if (claims.iss !== app.clientId) return UNKNOWN_CLIENT
  if (!app.jwt || !(await signedBy(app.jwt.publicKeyPem, assertion))) return BAD_ASSERTION
  if (![url, ...LOGIN_ADDRESSES].some((address) => claims.aud === address)) return OTHER_AUDIENCE
  const left = (claims.exp ?? 0) - clock.now().getTime() / 1_000
  if (left <= 0) return EXPIRED
  if (left > LONGEST_SECONDS) return BAD_ASSERTION
  return claims.sub === app.jwt.username ? undefined : NOT_APPROVED
}

function claimsOf(assertion: string): JWTPayload | undefined {
  try {
    return decodeJwt(assertion)
  } catch {
    return undefined
  }
}

async function signedBy(pem: string, assertion: string): Promise<boolean> {
  const key = pem.includes('BEGIN CERTIFICATE')
    ? await importX509(pem, 'RS256')
    : await importSPKI(pem, 'RS256')
  try {
    await compactVerify(assertion, key, { algorithms: ['RS256'] })
    return true
  } catch {
    return false
  }
}
