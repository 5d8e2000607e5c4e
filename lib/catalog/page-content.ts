import { z } from 'zod'
import { skuSchema } from '@/lib/ids'
import { isLinkAddress, LONGEST_ADDRESS } from './rich-text/link-address'
import { richTextSchema } from './rich-text/rich-text'
import { momentOf, wallTimeSchema, zoneSchema } from './zoned-time'

const line = (max: number) => z.string().trim().min(1).max(max)

/** An address of ours or another site's over https: what a link on a page may lead to. */
export const linkAddressSchema = z.string().trim().max(LONGEST_ADDRESS).refine(isLinkAddress)

const question = z.object({ question: line(140), answer: richTextSchema(1200) })

/** A time that the clocks there do show, once: another one would end nothing. */
const momentSchema = z
  .object({ at: wallTimeSchema, zone: zoneSchema })
  .refine(({ at, zone }) => momentOf(at, zone) !== undefined, {
    path: ['at'],
    message: 'The clocks there never show this time, or show it twice',
  })

/** The catalog page around its units. Units that no section names follow in the catalog's own order. */
export const catalogPageSchema = z.object({
  hero: z.object({ title: line(80), text: line(240) }),
  /** A bar above the header of every public page. */
  announcement: z
    .object({
      text: line(160),
      link: z.object({ label: line(40), address: linkAddressSchema }).optional(),
      /** It is gone from then on. */
      until: momentSchema.optional(),
    })
    .optional(),
  /** Shown first, larger. */
  featured: z.array(skuSchema).max(3).default([]),
  sections: z
    .array(
      z.object({ title: line(60), text: line(240).optional(), units: z.array(skuSchema).min(1).max(40) }),
    )
    .max(8)
    .default([]),
  faq: z.array(question).max(12).default([]),
})
export type CatalogPageContent = z.infer<typeof catalogPageSchema>

/** The refund policy: `summary` stands beside every price, `body` is the page. */
export const refundPolicySchema = z.object({
  title: line(60),
  summary: line(120),
  body: richTextSchema(8000),
})
export type RefundPolicyContent = z.infer<typeof refundPolicySchema>

/** What a buyer confirms before paying (R7). Stripe shows it too, up to 1,200 characters. */
export const addressConfirmationSchema = z.object({ text: line(300) })
export type AddressConfirmationContent = z.infer<typeof addressConfirmationSchema>
