import { z } from 'zod'
import { permits } from '@/lib/identity/permit'
import type { Authority } from '@/lib/identity/permit'
import { courseIdSchema } from '@/lib/ids'
import type { CourseId } from '@/lib/ids'
import { auditUnit } from './audit-unit'
import { lockOrder } from './catalog-order'
import type { SellingServices } from './selling-services'

export type Direction = 'up' | 'down'
export type MoveUnitResult = { readonly outcome: 'moved' | 'at-end' | 'missing' | 'forbidden' }

const orderSchema = z.array(z.object({ id: courseIdSchema, position: z.int() }))

/**
 * Lets a unit change places with its neighbour. Places may have gaps or be shared, because an import or a seed gave them:
 * all are counted anew on the way.
 */
export async function moveUnit(
  { db }: Pick<SellingServices, 'db'>,
  actor: Authority,
  courseId: CourseId,
  direction: Direction,
): Promise<MoveUnitResult> {
  if (!permits(actor, 'catalog.edit')) return { outcome: 'forbidden' }
  return db.prisma.$transaction(async (tx) => {
    await lockOrder(tx)
    const rows = orderSchema.parse(
      await tx.course.findMany({ orderBy: IN_ORDER, select: { id: true, position: true } }),
    )
    const from = rows.findIndex(({ id }) => id === courseId)
    if (from === -1) return { outcome: 'missing' }
    const to = direction === 'up' ? from - 1 : from + 1
    const [one, other] = [rows[from], rows[to]]
    if (one === undefined || other === undefined) return { outcome: 'at-end' }
    const order = rows.with(from, other).with(to, one)
    for (const [position, row] of order.entries())
      if (row.position !== position) await tx.course.update({ where: { id: row.id }, data: { position } })
    await auditUnit(tx, actor, 'unit.move', { courseId, direction })
    return { outcome: 'moved' }
  })
}

/** The order of the catalog; units that share a place stand in the order they were made. */
export const IN_ORDER = [{ position: 'asc' as const }, { id: 'asc' as const }]
