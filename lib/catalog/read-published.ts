import { z } from 'zod'
import type { Database } from '@/lib/db/database'
import { courseIdSchema, DEFAULT_ACCOUNT, priceIdSchema, revisionIdSchema, skuSchema } from '@/lib/ids'
import type { Account, Sku } from '@/lib/ids'
import { currency } from '@/lib/money'
import { courseContentSchema, kindSchema } from './course-content'
import { flockjayCourseIdSchema } from './flockjay-course-id'
import type { PublishedCourse } from './published-course'

type Reader = Pick<Database['prisma'], 'course'>

/** Everything on the catalog page, in its order. Retired units are not listed. */
export async function listPublished(
  db: Reader,
  account: Account = DEFAULT_ACCOUNT,
): Promise<PublishedCourse[]> {
  const rows = await db.course.findMany({
    where: { publishedRevisionId: { not: null }, sale: { not: 'retired' } },
    include: included(account),
    orderBy: { position: 'asc' },
  })
  return rows.map(parse)
}

/** One unit by its address, retired ones included: their page says so. */
export async function findPublishedBySlug(db: Reader, slug: string): Promise<PublishedCourse | undefined> {
  const row = await db.course.findFirst({
    where: { slug, publishedRevisionId: { not: null } },
    include: included(DEFAULT_ACCOUNT),
  })
  return row === null ? undefined : parse(row)
}

/** One unit by SKU, with its price at one Stripe account; retired ones included. */
export async function findPublishedBySku(
  db: Reader,
  sku: Sku,
  account: Account = DEFAULT_ACCOUNT,
): Promise<PublishedCourse | undefined> {
  const row = await db.course.findFirst({
    where: { sku, publishedRevisionId: { not: null } },
    include: included(account),
  })
  return row === null ? undefined : parse(row)
}

function included(account: Account) {
  return { publishedRevision: true, prices: { where: { active: true, account }, take: 1 } }
}

const rowSchema = z
  .object({
    id: courseIdSchema,
    sku: skuSchema,
    slug: z.string(),
    kind: kindSchema,
    sale: z.enum(['open', 'announced', 'retired']),
    repeatable: z.boolean(),
    flockjayCourseId: flockjayCourseIdSchema,
    publishedRevision: z.object({ id: revisionIdSchema, content: courseContentSchema }),
    prices: z.array(z.object({ id: priceIdSchema, unitAmount: z.bigint(), currency: z.string() })),
  })
  .transform(({ publishedRevision, prices: [price], ...course }) => ({
    ...course,
    revisionId: publishedRevision.id,
    content: publishedRevision.content,
    price: price && { id: price.id, money: { amount: price.unitAmount, currency: currency(price.currency) } },
  }))

function parse(row: unknown): PublishedCourse {
  return rowSchema.parse(row)
}
