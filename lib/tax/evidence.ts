import { z } from 'zod'
import { accountSchema } from '@/lib/ids'
import { taxRouteSchema } from './route'

const orUndefined = <T extends z.ZodType>(schema: T) =>
  schema.nullish().transform((value) => value ?? undefined)
const text = orUndefined(z.string())

/** Amounts in JSON are digits in a string: a reader in any language keeps them exact. */
const minorUnits = z
  .string()
  .regex(/^-?\d+$/)
  .transform(BigInt)

const lineSchema = z.object({
  amount: minorUnits,
  taxable: orUndefined(minorUnits),
  percentage: z.number(),
  name: z.string(),
  jurisdiction: text,
  level: text,
  country: text,
  state: text,
  taxType: text,
  reason: text,
})

const registrationsSchema = z.array(
  z.object({
    id: z.string(),
    country: z.string(),
    state: text,
    type: z.string(),
    from: z.string(),
    until: text,
  }),
)
const taxIdsSchema = z.array(z.object({ type: z.string(), value: z.string() }))

/** What was kept of one purchase's tax, as its table has it. */
export const evidenceSchema = z.object({
  account: accountSchema,
  route: taxRouteSchema,
  countryAsked: z.string(),
  countryCollected: text,
  state: text,
  postalCode: text,
  /** Those that counted when it was paid; undefined while they could not be read. */
  registrations: orUndefined(registrationsSchema),
  lines: z.array(lineSchema),
  taxIds: taxIdsSchema,
  taxExempt: z.enum(['none', 'exempt', 'reverse']),
  confirmationVersion: z.string(),
  confirmedAt: z.date(),
  termsAccepted: orUndefined(z.boolean()),
  recordedAt: z.date(),
})
export type TaxEvidence = z.infer<typeof evidenceSchema>
