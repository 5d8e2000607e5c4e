import { z } from 'zod'
import type { Logger } from '@/lib/log'
import { performRefund } from './perform-refund'
import type { RefundServices } from './perform-refund'
import { refundOrderIdSchema } from './refund-order'

const rowsSchema = z.array(z.object({ id: refundOrderIdSchema, orderedAt: z.date() }))
const AT_ONCE = 50

/**
 * Carries out orders that were left in the middle: a process died, or Stripe did not answer. Run by the worker
 * once a minute; those of the last minute are still being carried out by whoever ordered them.
 */
export async function takeUpRefunds(
  services: RefundServices & { readonly log: Logger },
  now: Date = new Date(),
): Promise<void> {
  const { db, log } = services
  const found = await db.prisma.refundOrder.findMany({
    where: { state: 'ordered', orderedAt: { lt: new Date(now.getTime() - 60_000) } },
    select: { id: true, orderedAt: true },
    orderBy: { orderedAt: 'asc' },
    take: AT_ONCE,
  })
  for (const { id, orderedAt } of rowsSchema.parse(found)) {
    try {
      const { outcome } = await performRefund(services, id)
      if (outcome !== 'done') log.error({ refundOrder: id, orderedAt, outcome }, 'a refund is still open')
    } catch (error) {
      // One that cannot be carried out does not hold up the others.
      log.error({ err: error, refundOrder: id }, 'a refund could not be taken up')
    }
  }
}
