import { hkdfSync } from 'node:crypto'
import { EncryptJWT, jwtDecrypt } from 'jose'
import { z } from 'zod'
import { SEARCH_LENGTH } from './search-term'

/** Hides what was searched for, often a person's e-mail, from addresses, histories and access logs. */
export type SearchSeal = {
  readonly seal: (typed: string) => Promise<string>
  /** Undefined for anything we did not seal, or sealed too long ago. */
  readonly open: (sealed: string) => Promise<string | undefined>
}

/** A working day's tab: back and reload go on showing the results; an old address in a history opens nothing. */
export const SEARCH_LIFETIME_SECONDS = 8 * 3_600

const AUDIENCE = 'staff-search'
const payloadSchema = z.object({ typed: z.string().max(SEARCH_LENGTH) })

/** Seals by JWE (dir, A256GCM) with a key of its own derived from the application's secret. */
export function createSearchSeal(secret: string): SearchSeal {
  const key = new Uint8Array(hkdfSync('sha256', secret, 'redis-university', 'staff search seal v1', 32))
  return {
    seal: (typed) =>
      new EncryptJWT({ typed: typed.slice(0, SEARCH_LENGTH) })
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
        .setAudience(AUDIENCE)
        .setIssuedAt()
        .setExpirationTime(`${SEARCH_LIFETIME_SECONDS}s`)
        .encrypt(key),
    open: async (sealed) => {
      try {
        const { payload } = await jwtDecrypt(sealed, key, {
          audience: AUDIENCE,
          keyManagementAlgorithms: ['dir'],
          contentEncryptionAlgorithms: ['A256GCM'],
        })
        return payloadSchema.parse(payload).typed
      } catch {
        return undefined
      }
    },
  }
}
