import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { priceIdSchema } from '@/lib/ids'
import type { CourseId } from '@/lib/ids'
import { readPriceOrder } from './price-order'
import type { PriceServices } from './selling-services'

const activeSchema = z.array(z.object({ id: priceIdSchema }))

/**
 * Tells every Stripe account what a unit is called now: payment pages and invoices show their product's words. For the
 * worker, after a revision went public. Throws where Stripe does not take it: the job is tried again.
 */
export async function describeProduct(services: PriceServices, courseId: CourseId): Promise<void> {
  const { db, accounts } = services
  const rows = await db.prisma.price.findMany({
    where: {
      courseId,
      active: true,
      stripeProductId: { not: null },
      account: { in: accounts.all.map(({ account }) => account) },
    },
    select: { id: true },
  })
  for (const { id } of activeSchema.parse(rows)) {
    const read = () => readPriceOrder(db, id, services.appUrl)
    let words = await read()
    let told: object | undefined
    // Whoever publishes meanwhile has a job of their own, which may be done before this one is.
    while (words !== undefined && !isDeepStrictEqual(words.order, told)) {
      const { row, order } = words
      if (row.stripeProductId === null) break
      const answer = await accounts.of(row.account).prices.describe(row.stripeProductId, order)
      if (answer.outcome !== 'done')
        throw new Error(`a product was not described at Stripe: ${answer.outcome}, ${answer.detail}`)
      told = order
      words = await read()
    }
  }
}
