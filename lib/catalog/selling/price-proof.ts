import { z } from 'zod'
import { accountSchema, courseIdSchema, priceIdSchema } from '@/lib/ids'
import { currencySchema } from '@/lib/money'
import { createSeal } from '@/lib/seal'
import type { Seal } from '@/lib/seal'

/** Long enough to ask a colleague, short enough that a price left on a screen is looked at again. */
const MINUTES = 30

const proofSchema = z.object({
  /** Who looked: as the audit names them. */
  actor: z.string(),
  courseId: courseIdSchema,
  account: accountSchema,
  /** The price that was current when the new one was proposed; null where there was none. */
  seen: priceIdSchema.nullable(),
  /** In minor units, as text: JSON knows no bigint. */
  amount: z.string().regex(/^[1-9]\d{0,7}$/),
  currency: currencySchema,
})
/** A price change as somebody saw it before they confirmed it. */
export type PriceProof = z.infer<typeof proofSchema>
export type PriceProofSeal = Seal<PriceProof>

/** Seals what was seen, so that exactly that is confirmed, by whoever saw it. */
export function createPriceProofSeal(secret: string): PriceProofSeal {
  return createSeal(secret, { purpose: 'price proof v1', seconds: MINUTES * 60, schema: proofSchema })
}
