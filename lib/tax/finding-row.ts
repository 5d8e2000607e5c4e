import { z } from 'zod'
import { accountSchema, purchaseIdSchema, referenceSchema } from '@/lib/ids'
import { currencySchema } from '@/lib/money'
import type { Money } from '@/lib/money'

export const taxFindingIdSchema = z.uuid().brand<'TaxFindingId'>()
export type TaxFindingId = z.infer<typeof taxFindingIdSchema>

const orUndefined = <T extends z.ZodType>(schema: T) =>
  schema.nullable().transform((value) => value ?? undefined)

/** Of a finding's purchase, what every list shows. */
export const findingSelect = {
  id: true,
  kind: true,
  place: true,
  amount: true,
  currency: true,
  detail: true,
  createdAt: true,
  closedAt: true,
  purchase: {
    select: {
      id: true,
      reference: true,
      account: true,
      invoiceNumber: true,
      paidAt: true,
      currency: true,
      tax: true,
      total: true,
      attempt: { select: { revision: { select: { content: true } } } },
      taxEvidence: { select: { route: true, countryAsked: true, countryCollected: true } },
    },
  },
} as const

const evidenceSchema = z.object({
  route: z.string(),
  countryAsked: z.string(),
  countryCollected: orUndefined(z.string()),
})

/** A tax finding with the purchase it is about. */
export const findingRowSchema = z
  .object({
    id: taxFindingIdSchema,
    // A kind of a later version is shown by its own name.
    kind: z.string(),
    place: orUndefined(z.string()),
    amount: orUndefined(z.bigint()),
    currency: currencySchema,
    detail: z.string(),
    createdAt: z.date(),
    closedAt: orUndefined(z.date()),
    purchase: z.object({
      id: purchaseIdSchema,
      reference: referenceSchema,
      account: accountSchema,
      invoiceNumber: orUndefined(z.string()),
      paidAt: orUndefined(z.date()),
      currency: currencySchema,
      tax: z.bigint(),
      total: z.bigint(),
      attempt: z.object({ revision: z.object({ content: z.object({ title: z.string() }) }) }),
      taxEvidence: orUndefined(evidenceSchema),
    }),
  })
  .transform(({ amount, currency, purchase: { attempt, ...purchase }, ...row }) => ({
    ...row,
    currency,
    /** Missed (positive) or taken in vain (negative); undefined where nobody knows. */
    money: amount === undefined ? undefined : ({ amount, currency } satisfies Money),
    purchase: { ...purchase, title: attempt.revision.content.title },
  }))
export type ListedTaxFinding = z.infer<typeof findingRowSchema>
