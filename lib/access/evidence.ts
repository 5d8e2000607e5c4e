import { z } from 'zod'
import { purchaseIdSchema, referenceSchema } from '@/lib/ids'
import { currencySchema } from '@/lib/money'

/** What a decision looks at: one purchase with all that became of its money. */
export const evidenceSchema = z.object({
  id: purchaseIdSchema,
  reference: referenceSchema,
  state: z.enum(['pending', 'paid', 'failed']),
  createdAt: z.date(),
  currency: currencySchema,
  total: z.coerce.bigint(),
  refunds: z.array(
    z.object({
      id: z.string(),
      amount: z.coerce.bigint(),
      state: z.enum(['pending', 'succeeded', 'failed']),
    }),
  ),
  disputes: z.array(
    z.object({
      id: z.string(),
      state: z.enum(['inquiry', 'inquiry-closed', 'open', 'won', 'lost', 'prevented']),
    }),
  ),
})
export type Evidence = z.infer<typeof evidenceSchema>
export type PurchaseState = Evidence['state']

/** What to read of a purchase, so that it is evidence. */
export const evidenceSelect = {
  id: true,
  reference: true,
  state: true,
  createdAt: true,
  currency: true,
  total: true,
  refunds: { select: { id: true, amount: true, state: true }, orderBy: { id: 'asc' } },
  disputes: { select: { id: true, state: true }, orderBy: { id: 'asc' } },
} as const
