import { z } from 'zod'
import { flockjayUserIdSchema, skuSchema, smidSchema } from '@/lib/ids'
import { createSeal } from '@/lib/seal'
import type { Seal } from '@/lib/seal'
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
/** Long enough for a purchase request to pass through a manager; a hand-off alone buys and shows nothing. */
export const HANDOFF_LIFETIME_SECONDS = 24 * 3_600

/** Keeps a hand-off out of the address bar and the page's source. */
export function createHandoffSeal(secret: string): Seal<Handoff> {
  return createSeal(secret, {
    purpose: 'handoff seal v2',
    seconds: HANDOFF_LIFETIME_SECONDS,
    schema: handoffSchema,
  })
}
