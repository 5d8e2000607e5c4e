import { z } from 'zod'
import { evidenceSchema } from '@/lib/access/evidence'
import { currencySchema } from '@/lib/money'

const moved = { id: z.string(), currency: currencySchema, amount: z.bigint(), createdAt: z.date() }

/** Refunds, disputes and credit notes of one purchase, as their tables have them. */
export const moneyBackSchema = z.object({
  refunds: z.array(evidenceSchema.shape.refunds.element.extend(moved)),
  disputes: z.array(evidenceSchema.shape.disputes.element.extend({ ...moved, reason: z.string() })),
  creditNotes: z.array(
    z.object({
      ...moved,
      number: z.string(),
      tax: z.bigint(),
      outOfBand: z.bigint(),
      state: z.enum(['issued', 'void']),
    }),
  ),
})
export type MoneyBackRow = z.infer<typeof moneyBackSchema>

/** What to read of a purchase for it, oldest first. */
export const moneyBackInclude = {
  refunds: { orderBy: { createdAt: 'asc' } },
  disputes: { orderBy: { createdAt: 'asc' } },
  creditNotes: { orderBy: { createdAt: 'asc' } },
} as const
