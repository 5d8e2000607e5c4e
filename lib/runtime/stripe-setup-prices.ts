import { z } from 'zod'
import { courseContentSchema } from '@/lib/catalog/course-content'
import type { Database } from '@/lib/db/database'
import { DEFAULT_ACCOUNT, skuSchema } from '@/lib/ids'
import type { Account } from '@/lib/ids'
import { currency } from '@/lib/money'
import type { StripePrice } from '@/lib/stripe/prices'
import type { PlannedPrice } from '@/lib/stripe/setup/account-plan'

const wordsSchema = z.object({
  sku: skuSchema,
  slug: z.string(),
  publishedRevision: z.object({ content: courseContentSchema.pick({ title: true, description: true }) }),
})

/**
 * What everything published must cost at one Stripe account. A unit without a price of this account gets the default
 * account's, amount and currency alike, the moment it is kept.
 */
export async function plannedPrices(
  db: Database,
  account: Account,
  appUrl: string,
): Promise<readonly PlannedPrice[]> {
  const courses = await db.prisma.course.findMany({
    where: { publishedRevisionId: { not: null }, sale: { not: 'retired' } },
    include: {
      publishedRevision: true,
      prices: { where: { active: true, account: { in: [account, DEFAULT_ACCOUNT] } } },
    },
    orderBy: { position: 'asc' },
  })
  return courses.flatMap(({ prices, ...course }) => {
    const { sku, slug, publishedRevision } = wordsSchema.parse(course)
    const own = prices.filter((price) => price.account === account)
    return (own.length > 0 ? own : prices).map((price): PlannedPrice => ({
      order: {
        sku,
        title: publishedRevision.content.title,
        description: publishedRevision.content.description,
        taxCode: price.taxCode,
        money: { amount: price.unitAmount, currency: currency(price.currency) },
        pageUrl: `${appUrl}/university/courses/${slug}`,
      },
      known: own.length > 0 ? idsOf(price) : undefined,
      copied: own.length === 0,
      placeholder: price.placeholder,
      keep: (found) => (own.length > 0 ? keep(db, price.id, found) : copy(db, account, price, found)),
    }))
  })
}

type Row = Awaited<ReturnType<Database['prisma']['price']['findFirstOrThrow']>>

function idsOf({ stripeProductId, stripePriceId }: Row): StripePrice | undefined {
  if (stripeProductId === null || stripePriceId === null) return undefined
  return { productId: stripeProductId, priceId: stripePriceId }
}

async function keep(db: Database, id: string, { productId, priceId }: StripePrice): Promise<void> {
  await db.prisma.price.update({
    where: { id },
    data: { stripeProductId: productId, stripePriceId: priceId },
  })
}

async function copy(
  db: Database,
  account: Account,
  { courseId, currency: code, unitAmount, taxCode, placeholder }: Row,
  { productId, priceId }: StripePrice,
): Promise<void> {
  await db.prisma.price.create({
    data: {
      courseId,
      account,
      currency: code,
      unitAmount,
      taxCode,
      placeholder,
      stripeProductId: productId,
      stripePriceId: priceId,
    },
  })
}
