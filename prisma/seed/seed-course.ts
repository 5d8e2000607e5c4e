import { z } from 'zod'
import { courseContentSchema, kindSchema } from '@/lib/catalog/course-content'
import { skuSchema } from '@/lib/ids'
import { currency } from '@/lib/money'

/**
 * One unit of the seed catalog: what `npm run seed` writes as course, first revision and price.
 * Strict, so a misspelled key fails instead of being dropped.
 */
export const seedCourseSchema = z.strictObject({
  sku: skuSchema,
  slug: z
    .string()
    .max(80)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  kind: kindSchema,
  /** An announced unit is listed and has its page, but cannot be bought yet. */
  sale: z.enum(['open', 'announced']),
  /** May be bought again while it is owned: another sitting of an exam. */
  repeatable: z.boolean().default(false),
  /** Flockjay's ids are not known yet: these are stand-ins, to be mapped when Flockjay names its courses. */
  flockjayCourseId: z.string().min(1).max(64),
  price: z.strictObject({
    /** Minor units (cents). */
    minor: z.bigint().positive(),
    currency: z.literal('USD').transform(currency),
    /** True until Redis sets the price: the price list is unknown, so every seed price is made up. */
    placeholder: z.boolean(),
  }),
  /** Stripe's product tax code; see lib/catalog/tax-codes.ts. */
  taxCode: z.string().regex(/^txcd_\d{8}$/),
  content: courseContentSchema.strict(),
})

/** A unit after parsing, with branded SKU and currency. */
export type SeedCourse = z.output<typeof seedCourseSchema>
