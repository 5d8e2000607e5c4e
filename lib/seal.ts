import { hkdfSync } from 'node:crypto'
import { EncryptJWT, jwtDecrypt } from 'jose'
import type { JWTPayload } from 'jose'
import type { z } from 'zod'

/** Hides a value from whoever carries it for us: an address, a cookie, a page's source. */
export type Seal<T> = {
  readonly seal: (value: T) => Promise<string>
  /** Undefined for anything we did not seal for this purpose, or sealed too long ago. */
  readonly open: (sealed: string) => Promise<T | undefined>
}

/**
 * Seals by JWE (dir, A256GCM) for `seconds`, with a key of its own for each purpose, derived from the application's
 * secret: what was sealed for one purpose opens for no other. `purpose` names the version of the shape, too.
 */
export function createSeal<T extends JWTPayload>(
  secret: string,
  { purpose, seconds, schema }: { purpose: string; seconds: number; schema: z.ZodType<T> },
): Seal<T> {
  const key = new Uint8Array(hkdfSync('sha256', secret, 'redis-university', purpose, 32))
  return {
    seal: (value) =>
      new EncryptJWT({ ...value })
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
        .setAudience(purpose)
        .setIssuedAt()
        .setExpirationTime(`${seconds}s`)
        .encrypt(key),
    open: async (sealed) => {
      try {
        const { payload } = await jwtDecrypt(sealed, key, {
          audience: purpose,
          keyManagementAlgorithms: ['dir'],
          contentEncryptionAlgorithms: ['A256GCM'],
        })
        return schema.parse(payload)
      } catch {
        return undefined
      }
    },
  }
}
