import { randomUUID } from 'node:crypto'
import { CompactEncrypt, SignJWT } from 'jose'
import { encryptionKey } from './verify-signed-link'

export type LinkClaims = {
  readonly sku: string
  readonly smid: string
  /** The buyer's id in Flockjay. */
  readonly sub: string
  readonly return_to?: string
  /** With an e-mail or a name the token is encrypted as well. */
  readonly email?: string
  readonly name?: string
}

/**
 * Makes the token of a Purchase button's link, as the README of this room tells Flockjay to. `issuedAt` and `jti` are
 * for vectors; otherwise now and a random one.
 */
export async function makeSignedToken(
  key: { readonly kid: string; readonly secret: string },
  claims: LinkClaims,
  { issuedAt, jti = randomUUID(), seconds = 600 }: { issuedAt: Date; jti?: string; seconds?: number },
): Promise<string> {
  const iat = Math.floor(issuedAt.getTime() / 1_000)
  const signed = await new SignJWT({ ...claims })
    .setProtectedHeader({ alg: 'HS256', kid: key.kid, typ: 'JWT' })
    .setIssuedAt(iat)
    .setExpirationTime(iat + seconds)
    .setJti(jti)
    .sign(new TextEncoder().encode(key.secret))
  if (claims.email === undefined && claims.name === undefined) return signed
  return new CompactEncrypt(new TextEncoder().encode(signed))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: key.kid, cty: 'JWT' })
    .encrypt(encryptionKey(key.secret))
}
