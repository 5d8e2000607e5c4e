import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'

/** What a machine may read with its key. */
export const apiScopeSchema = z.enum(['entitlements', 'catalog'])
export type ApiScope = z.infer<typeof apiScopeSchema>

/** A key's name, by which people know it: lower-case words joined by dashes, up to 60 characters. */
export const apiKeyNameSchema = z
  .string()
  .max(60)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)

/** A key that was recognised. `id` is its row's id, or `setting:<name>` for one from the environment. */
export type KnownApiKey = { readonly id: string; readonly name: string; readonly scopes: readonly ApiScope[] }

const FORM = /^ruk_[A-Za-z0-9_-]{43}$/
const BEARER = /^Bearer +(\S{1,200}) *$/i

/** A new key: `ruk_` and 32 random bytes. It is shown once; only its hash is kept. */
export function newApiKey(): string {
  return `ruk_${randomBytes(32).toString('base64url')}`
}

/** SHA-256 of a key. Not a slow hash: 256 random bits cannot be guessed however fast the hash is. */
export function hashApiKey(key: string): Buffer {
  return createHash('sha256').update(key).digest()
}

/** Whether a text could be a key at all; anything else is refused without asking the database. */
export function looksLikeApiKey(text: string): boolean {
  return FORM.test(text)
}

/** The credential of an Authorization header (RFC 6750); undefined where none is presented. */
export function bearerOf(authorization: string | null): string | undefined {
  return BEARER.exec(authorization ?? '')?.[1]
}
