import { z } from 'zod'
import type { Database } from '@/lib/db/database'
import { skuSchema } from '@/lib/ids'
import type { PriceId } from '@/lib/ids'
import type { PriceOrder } from '@/lib/stripe/prices'
import { priceRowSchema } from './price-row'
import type { PriceRow } from './price-row'

const wordsSchema = z.object({ title: z.string().catch(''), description: z.string().catch('') })
const courseSchema = z.object({
  sku: skuSchema,
  slug: z.string(),
  publishedRevision: z.object({ content: wordsSchema }).nullable(),
  draft: z.object({ content: wordsSchema }).nullable(),
})

/** A price with what Stripe has to be told of its unit: the words that are public, else the draft's. */
export async function readPriceOrder(
  { prisma }: Pick<Database, 'prisma'>,
  id: PriceId,
  appUrl: string,
): Promise<{ readonly row: PriceRow; readonly order: PriceOrder } | undefined> {
  const found = await prisma.price.findUnique({
    where: { id },
    include: { course: { include: { publishedRevision: true, draft: true } } },
  })
  if (found === null) return undefined
  const row = priceRowSchema.parse(found)
  const { sku, slug, publishedRevision, draft } = courseSchema.parse(found.course)
  const words = publishedRevision?.content ?? draft?.content
  const title = words?.title.trim() || sku
  const order = {
    sku,
    title,
    // Stripe takes no empty description.
    description: words?.description.trim() || title,
    taxCode: row.taxCode,
    money: row.money,
    pageUrl: `${appUrl}/university/courses/${slug}`,
  }
  return { row, order }
}
