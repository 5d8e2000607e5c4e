import { z } from 'zod'
import { draftOf } from '@/lib/catalog/documents/draft-shape'
import { PAGE_FIELD_GROUPS } from '@/lib/catalog/documents/page-fields'
import type { PageName } from '@/lib/catalog/documents/subject'
import type {
  AddressConfirmationContent,
  CatalogPageContent,
  RefundPolicyContent,
} from '@/lib/catalog/page-content'
import { skuSchema } from '@/lib/ids'
import { fillGaps } from './fill-gaps'

const text = z.string()
const units = z.array(skuSchema)

const catalogSchema: z.ZodType<CatalogPageContent> = z.object({
  hero: z.object({ title: text, text }),
  announcement: z
    .object({
      text,
      link: z.object({ label: text, address: text }).optional(),
      until: z.object({ at: text, zone: text }).optional(),
    })
    .optional(),
  featured: units.default([]),
  sections: z.array(z.object({ title: text, text: text.optional(), units })).default([]),
  faq: z.array(z.object({ question: text, answer: text })).default([]),
})
const refundPolicySchema: z.ZodType<RefundPolicyContent> = z.object({
  title: text,
  summary: text,
  body: text,
})
const confirmationSchema: z.ZodType<AddressConfirmationContent> = z.object({ text })

/** A page of the site with the words of one of its revisions. */
export type ShownPage =
  | { readonly page: 'catalog'; readonly content: CatalogPageContent }
  | { readonly page: 'refund-policy'; readonly content: RefundPolicyContent }
  | { readonly page: 'address-confirmation'; readonly content: AddressConfirmationContent }

/** A page of the site as this draft or revision would make it, with its gaps filled and named (fill-gaps). */
export function shownPage(
  page: PageName,
  kept: unknown,
): { readonly shown: ShownPage; readonly notes: readonly string[] } {
  const fields = PAGE_FIELD_GROUPS[page].flatMap((group) => group.fields)
  const { content, notes } = fillGaps(fields, draftOf(fields, kept))
  return { shown: typed(page, content), notes }
}

function typed(page: PageName, content: unknown): ShownPage {
  switch (page) {
    case 'catalog':
      return { page, content: catalogSchema.parse(content) }
    case 'refund-policy':
      return { page, content: refundPolicySchema.parse(content) }
    case 'address-confirmation':
      return { page, content: confirmationSchema.parse(content) }
  }
}
