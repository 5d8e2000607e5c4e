import { hkdfSync } from 'node:crypto'
import { EncryptJWT, jwtDecrypt } from 'jose'
import { z } from 'zod'
import { flockjayUserIdSchema, skuSchema, smidSchema } from '@/lib/ids'
import type { Handoff } from './handoff'

const common = { sku: skuSchema, smid: smidSchema }
const handoffSchema = z.discriminatedUnion('kind', [
  z.object({ ...common, kind: z.literal('plain') }),
  z
    .object({
      ...common,
      kind: z.literal('signed'),
      flockjayUserId: flockjayUserIdSchema,
      jti: z.string(),
      returnTo: z.string().optional(),
      email: z.string().optional(),
      name: z.string().optional(),
    })
    .transform(({ returnTo, email, name, ...rest }) => ({ ...rest, returnTo, email, name })),
])
const AUDIENCE = 'handoff'

/** Hides a hand-off from the address bar, the page's source and anyone without our secret. */
export type HandoffSeal = {
  readonly seal: (handoff: Handoff) => Promise<string>
  /** Undefined for anything we did not seal, or sealed too long ago. */
  readonly open: (sealed: string) => Promise<Handoff | undefined>
}

/** Long enough for a purchase request to pass through a manager; a hand-off alone buys and shows nothing. */
export const HANDOFF_LIFETIME_SECONDS = 24 * 3_600

/** Seals by JWE (dir, A256GCM) with a key of its own derived from the application's secret. */
export function createHandoffSeal(secret: string): HandoffSeal {
  const key = new Uint8Array(hkdfSync('sha256', secret, 'redis-university', 'handoff seal v2', 32))
  return {
    seal: (handoff) =>
      new EncryptJWT({ ...handoff })
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
        .setAudience(AUDIENCE)
        .setIssuedAt()
        .setExpirationTime(`${HANDOFF_LIFETIME_SECONDS}s`)
        .encrypt(key),
    open: async (sealed) => {
      try {
        const { payload } = await jwtDecrypt(sealed, key, {
          audience: AUDIENCE,
          keyManagementAlgorithms: ['dir'],
          contentEncryptionAlgorithms: ['A256GCM'],
        })
        return handoffSchema.parse(payload)
      } catch {
        return undefined
      }
    },
  }
}
