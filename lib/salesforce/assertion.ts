import { createPrivateKey } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { SignJWT } from 'jose'

/** An assertion may end three minutes ahead by Salesforce's clock, which may differ from ours. */
const LIFETIME_S = 120

/**
 * The private key of a PEM text, whose line ends may be written as `\n`, as they are in one line of an environment.
 * Undefined when it is no RSA key.
 */
export function readPrivateKey(pem: string): KeyObject | undefined {
  try {
    const key = createPrivateKey(pem.replaceAll(String.raw`\n`, '\n'))
    return key.asymmetricKeyType === 'rsa' ? key : undefined
  } catch {
    return undefined
  }
}

/** The signed word that we are the app and speak for the user (RFC 7523, 3): RS256, as Salesforce wants it. */
export function signAssertion(
  key: KeyObject,
  { clientId, username, audience, now }: { clientId: string; username: string; audience: string; now: Date },
): Promise<string> {
  return new SignJWT({})
    .setProtectedHeader({ alg: 'RS256' })
    .setIssuer(clientId)
    .setSubject(username)
    .setAudience(audience)
    .setExpirationTime(Math.floor(now.getTime() / 1000) + LIFETIME_S)
    .sign(key)
}
