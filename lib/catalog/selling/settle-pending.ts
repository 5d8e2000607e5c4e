import { permits } from '@/lib/identity/permit'
import type { Authority } from '@/lib/identity/permit'
import { courseIdSchema } from '@/lib/ids'
import type { PriceId } from '@/lib/ids'
import { enqueue } from '@/lib/jobs/enqueue'
import { auditUnit } from './audit-unit'
import { completePrice } from './complete-price'
import type { CompleteResult } from './complete-price'
import { lockUnit } from './lock-unit'
import { priceRowSchema, standingOf } from './price-row'
import type { SellingServices } from './selling-services'

export type FinishPriceResult = CompleteResult | { readonly outcome: 'missing' | 'forbidden' }

/** Goes on with a price that was confirmed, or whose SKU was changed, and is not made at Stripe yet. */
export async function finishPrice(
  services: SellingServices,
  actor: Authority,
  priceId: PriceId,
): Promise<FinishPriceResult> {
  if (!permits(actor, 'price.change')) return { outcome: 'forbidden' }
  const known = await services.db.prisma.price.count({ where: { id: priceId } })
  return known === 0 ? { outcome: 'missing' } : completePrice(services, actor, priceId)
}

export type DropPriceResult = { readonly outcome: 'dropped' | 'too-late' | 'missing' | 'forbidden' }

/** Gives up a price that was confirmed and never sold at. Its row stays; what Stripe has of it is archived. */
export async function dropPrice(
  { db, clock, waker }: Pick<SellingServices, 'db' | 'clock' | 'waker'>,
  actor: Authority,
  priceId: PriceId,
): Promise<DropPriceResult> {
  if (!permits(actor, 'price.change')) return { outcome: 'forbidden' }
  const known = await db.prisma.price.findUnique({ where: { id: priceId }, select: { courseId: true } })
  if (known === null) return { outcome: 'missing' }
  const courseId = courseIdSchema.parse(known.courseId)
  const outcome = await db.prisma.$transaction(async (tx) => {
    await lockUnit(tx, courseId)
    const row = priceRowSchema.parse(await tx.price.findUniqueOrThrow({ where: { id: priceId } }))
    if (standingOf(row) !== 'pending') return 'too-late'
    await tx.price.update({ where: { id: priceId }, data: { replacedAt: clock.now() } })
    await enqueue(tx, 'price-archive', { priceId }, { key: priceId })
    await auditUnit(tx, actor, 'price.drop', { courseId, account: row.account, price: priceId })
    return 'dropped'
  })
  if (outcome === 'dropped') waker.wake('price-archive')
  return { outcome }
}
