import { z } from 'zod'
import { accountSchema, courseIdSchema, priceIdSchema } from '@/lib/ids'
import { currencySchema } from '@/lib/money'

/** A price as its row has it. `money` in minor units. */
export const priceRowSchema = z
  .object({
    id: priceIdSchema,
    courseId: courseIdSchema,
    account: accountSchema,
    currency: currencySchema,
    unitAmount: z.bigint(),
    taxCode: z.string(),
    placeholder: z.boolean(),
    active: z.boolean(),
    stripeProductId: z.string().nullable(),
    stripePriceId: z.string().nullable(),
    createdBy: z.string(),
    createdAt: z.date(),
    activatedAt: z.date().nullable(),
    replacedAt: z.date().nullable(),
    archivedAt: z.date().nullable(),
  })
  .transform(({ currency, unitAmount, ...row }) => ({ ...row, money: { amount: unitAmount, currency } }))
export type PriceRow = z.infer<typeof priceRowSchema>

/** `pending`: confirmed, and not yet made at Stripe. `settled`: replaced, or dropped before it was ever sold at. */
export function standingOf({
  active,
  activatedAt,
  replacedAt,
}: Pick<PriceRow, 'active' | 'activatedAt' | 'replacedAt'>): 'active' | 'pending' | 'settled' {
  if (active) return 'active'
  return activatedAt === null && replacedAt === null ? 'pending' : 'settled'
}
