import { z } from 'zod'
import { flockjayUserIdSchema, skuSchema, smidSchema } from '@/lib/ids'

/** A link lives 15 minutes at most, whatever its `exp` says (facts: Flockjay). */
export const MAX_LINK_SECONDS = 15 * 60

/** The claims of a signed link. Others are let through unread: Flockjay may add some. */
export const signedClaimsSchema = z
  .object({
    sku: skuSchema,
    smid: smidSchema,
    sub: flockjayUserIdSchema,
    jti: z.string().regex(/^[A-Za-z0-9._:-]{8,128}$/),
    iat: z.number().int(),
    exp: z.number().int(),
    return_to: z.string().max(2_000).optional(),
    email: z.email().max(254).optional(),
    name: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .regex(/^[^\p{Cc}]*$/u)
      .optional(),
  })
  .refine(({ iat, exp }) => exp > iat && exp - iat <= MAX_LINK_SECONDS)
