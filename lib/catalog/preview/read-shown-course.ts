import { z } from 'zod'
import { kindSchema } from '@/lib/catalog/course-content'
import { flockjayCourseIdSchema } from '@/lib/catalog/flockjay-course-id'
import type { PublishedCourse } from '@/lib/catalog/published-course'
import type { Database } from '@/lib/db/database'
import { DEFAULT_ACCOUNT, priceIdSchema, revisionIdSchema, skuSchema } from '@/lib/ids'
import type { CourseId } from '@/lib/ids'
import { currency } from '@/lib/money'
import { shownCourse } from './shown-course'

const rowSchema = z.object({
  sku: skuSchema,
  slug: z.string(),
  kind: kindSchema,
  sale: z.enum(['open', 'announced', 'retired']),
  repeatable: z.boolean(),
  flockjayCourseId: flockjayCourseIdSchema,
  prices: z.array(z.object({ id: priceIdSchema, unitAmount: z.bigint(), currency: z.string() })),
})

export type ShownCourse = { readonly course: PublishedCourse; readonly notes: readonly string[] }

/**
 * A unit as the public would see it with these words: what is sold as it is now, the words with their gaps filled. `words`
 * is a revision's content or a draft, `revisionId` whose they are.
 */
export async function readShownCourse(
  { prisma }: Pick<Database, 'prisma'>,
  id: CourseId,
  { words, revisionId }: { readonly words: unknown; readonly revisionId: string },
): Promise<ShownCourse | undefined> {
  const prices = { where: { active: true, account: DEFAULT_ACCOUNT }, take: 1 }
  const row = await prisma.course.findUnique({ where: { id }, include: { prices } })
  if (row === null) return undefined
  const {
    prices: [price],
    ...sold
  } = rowSchema.parse(row)
  const { content, notes } = shownCourse(sold.kind, words)
  const money = price && { amount: price.unitAmount, currency: currency(price.currency) }
  return {
    notes,
    course: {
      ...sold,
      id,
      revisionId: revisionIdSchema.parse(revisionId),
      content,
      price: price && money && { id: price.id, money },
    },
  }
}
