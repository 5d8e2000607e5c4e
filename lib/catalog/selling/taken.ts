import { z } from 'zod'
import type { Transaction } from '@/lib/db/database'
import type { CourseId } from '@/lib/ids'
import type { Problem } from '../documents/fields'

const takersSchema = z.array(z.object({ id: z.string(), sku: z.string(), slug: z.string() }))

/**
 * What another unit has already. Sure until the transaction ends where the caller holds the order of the catalog: SKUs and
 * addresses change under that lock only.
 */
export async function takenProblems(
  tx: Transaction,
  { sku, slug, except }: { readonly sku: string; readonly slug: string; readonly except?: CourseId },
): Promise<readonly Problem[]> {
  const rows = await tx.course.findMany({
    where: { OR: [{ sku }, { slug }], ...(except === undefined ? {} : { id: { not: except } }) },
    select: { id: true, sku: true, slug: true },
  })
  const takers = takersSchema.parse(rows)
  const bySku = takers.some((taker) => taker.sku === sku)
  const bySlug = takers.find((taker) => taker.slug === slug)
  return [
    ...(bySku ? [{ path: 'sku', message: 'Another unit has this SKU' }] : []),
    ...(bySlug === undefined
      ? []
      : [{ path: 'slug', message: `Another unit has this address: ${bySlug.sku}` }]),
  ]
}
