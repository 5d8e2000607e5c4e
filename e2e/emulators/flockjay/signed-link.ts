import { createCipheriv, createHash, createHmac, randomBytes, randomUUID } from 'node:crypto'

export type SignedLinkOptions = { readonly kid: string; readonly secret: string; readonly returnTo: string }
type Buyer = { readonly id: string; readonly smid: string; readonly email: string; readonly name: string }

/**
 * The token behind the signed Purchase button, made by hand as any platform would from lib/handoff/README.md: a JWT
 * signed with HS256, inside a JWE (dir, A256GCM) because it carries e-mail and name.
 */
export function signedToken({ kid, secret, returnTo }: SignedLinkOptions, sku: string, buyer: Buyer): string {
  const now = Math.floor(Date.now() / 1_000)
  const claims = {
    sku,
    smid: buyer.smid,
    sub: buyer.id,
    email: buyer.email,
    name: buyer.name,
    return_to: returnTo,
    iat: now,
    exp: now + 600,
    jti: randomUUID(),
  }
  const signed = `${part({ alg: 'HS256', typ: 'JWT', kid })}.${part(claims)}`
  const jwt = `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
  const header = part({ alg: 'dir', enc: 'A256GCM', cty: 'JWT', kid })
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', createHash('sha256').update(secret).digest(), iv)
  cipher.setAAD(Buffer.from(header))
  const hidden = Buffer.concat([cipher.update(jwt, 'utf8'), cipher.final()])
  return [
    header,
    '',
    iv.toString('base64url'),
    hidden.toString('base64url'),
    cipher.getAuthTag().toString('base64url'),
  ].join('.')
}

function part(json: object): string {
  return Buffer.from(JSON.stringify(json)).toString('base64url')
}
