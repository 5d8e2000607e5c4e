import { createHash } from 'node:crypto'
import { compactDecrypt, decodeProtectedHeader, errors, jwtVerify } from 'jose'
import type { Clock } from '@/lib/clock'
import type { SignedHandoff } from './handoff'
import type { HandoffKeys } from './handoff-keys'
import { isAllowedReturn } from './return-hosts'
import { MAX_LINK_SECONDS, signedClaimsSchema } from './signed-claims'

export type SignedLinkProblem =
  | 'link-broken'
  | 'link-too-long'
  | 'link-expired'
  /** Nobody who has our secret made this: another algorithm, an unknown key, a changed byte. */
  | 'link-untrusted'
  | 'link-return-refused'
  | 'signed-links-off'
export type SignedLink =
  | { readonly ok: true; readonly handoff: SignedHandoff; readonly readableEmail: boolean }
  | { readonly ok: false; readonly problem: SignedLinkProblem; readonly kid?: string }

export type SignedLinkSettings = {
  readonly keys: HandoffKeys
  /** Hosts (with port where it is not the usual one) a link may lead back to. */
  readonly returnHosts: readonly string[]
  /** Addresses without TLS are for local systems only. */
  readonly httpsOnly: boolean
  readonly clock: Clock
}

/** Far above any honest link, far below what proxies cut off. */
const MAX_LENGTH = 4_096
/** Clocks of two companies differ. */
const TOLERANCE_SECONDS = 60

/**
 * Verifies the Purchase button's `?token=`: a JWT signed with HS256, or the same inside a JWE (`dir`, A256GCM) when it
 * carries e-mail and name (facts: Flockjay; recipe in lib/handoff/README.md). Never throws for what is in the token.
 */
export async function verifySignedLink(settings: SignedLinkSettings, token: string): Promise<SignedLink> {
  if (settings.keys.size === 0) return refused('signed-links-off')
  if (token.length > MAX_LENGTH) return refused('link-too-long')
  const kid = keyId(token)
  if (kid === undefined) return refused('link-broken')
  const secret = settings.keys.get(kid)
  if (secret === undefined) return { ok: false, problem: 'link-untrusted', kid }
  try {
    const encrypted = token.split('.').length === 5
    const signed = encrypted ? await decrypt(token, secret) : token
    return readClaims(settings, await verify(settings, signed, kid, secret), encrypted)
  } catch (error) {
    return refused(problemOf(error))
  }
}

function keyId(token: string): string | undefined {
  try {
    const { kid } = decodeProtectedHeader(token)
    return typeof kid === 'string' && kid.length <= 32 ? kid : undefined
  } catch {
    return undefined
  }
}

async function decrypt(token: string, secret: string): Promise<string> {
  const { plaintext } = await compactDecrypt(token, encryptionKey(secret), {
    keyManagementAlgorithms: ['dir'],
    contentEncryptionAlgorithms: ['A256GCM'],
  })
  return new TextDecoder().decode(plaintext)
}

/** The key of the encrypted form: SHA-256 of the shared secret, because A256GCM takes exactly 32 bytes. */
export function encryptionKey(secret: string): Uint8Array {
  return new Uint8Array(createHash('sha256').update(secret).digest())
}

async function verify({ clock }: SignedLinkSettings, signed: string, kid: string, secret: string) {
  const { payload, protectedHeader } = await jwtVerify(signed, new TextEncoder().encode(secret), {
    algorithms: ['HS256'],
    currentDate: clock.now(),
    clockTolerance: TOLERANCE_SECONDS,
    maxTokenAge: MAX_LINK_SECONDS,
    requiredClaims: ['iat', 'exp', 'jti', 'sub'],
  })
  if (protectedHeader.kid !== kid) throw new errors.JWSSignatureVerificationFailed()
  return payload
}

function readClaims(settings: SignedLinkSettings, payload: unknown, encrypted: boolean): SignedLink {
  const parsed = signedClaimsSchema.safeParse(payload)
  if (!parsed.success) return refused('link-broken')
  const { sku, smid, sub, jti, return_to: returnTo, email, name } = parsed.data
  if (returnTo !== undefined && !isAllowedReturn(returnTo, settings)) return refused('link-return-refused')
  const readable = !encrypted && (email !== undefined || name !== undefined)
  return {
    ok: true,
    readableEmail: readable,
    handoff: {
      kind: 'signed',
      sku,
      smid,
      flockjayUserId: sub,
      jti,
      returnTo,
      email: encrypted ? email : undefined,
      name: encrypted ? name : undefined,
    },
  }
}

function problemOf(error: unknown): SignedLinkProblem {
  if (error instanceof errors.JWTExpired) return 'link-expired'
  if (
    error instanceof errors.JWSSignatureVerificationFailed ||
    error instanceof errors.JOSEAlgNotAllowed ||
    error instanceof errors.JWEDecryptionFailed ||
    error instanceof errors.JOSENotSupported
  )
    return 'link-untrusted'
  return 'link-broken'
}

function refused(problem: SignedLinkProblem): SignedLink {
  return { ok: false, problem }
}
