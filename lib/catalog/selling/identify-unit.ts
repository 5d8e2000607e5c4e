import type { Transaction } from '@/lib/db/database'
import { permits } from '@/lib/identity/permit'
import type { Authority } from '@/lib/identity/permit'
import type { CourseId, Sku } from '@/lib/ids'
import type { Problem } from '../documents/fields'
import { auditUnit } from './audit-unit'
import { lockOrder } from './catalog-order'
import { lockUnitWhole } from './lock-unit'
import type { LockedUnit } from './lock-unit'
import type { SellingServices } from './selling-services'
import { takenProblems } from './taken'
import { readUnitForm } from './unit-form'

export type TypedIdentity = { readonly sku: string; readonly slug: string; readonly repeatable: boolean }
export type IdentifyResult =
  | { readonly outcome: 'changed' | 'unchanged' | 'missing' | 'forbidden' }
  | { readonly outcome: 'invalid'; readonly problems: readonly Problem[] }

/**
 * Changes a unit's SKU (until somebody begins to buy), its address (until it is published), and whether it may be bought
 * again. Prices at Stripe carry the SKU: after a change they have to be made there again before the unit can be sold.
 */
export async function identifyUnit(
  { db }: Pick<SellingServices, 'db'>,
  actor: Authority,
  courseId: CourseId,
  typed: TypedIdentity,
): Promise<IdentifyResult> {
  if (!permits(actor, 'catalog.edit')) return { outcome: 'forbidden' }
  const { unit, problems } = readUnitForm({ sku: typed.sku, slug: typed.slug })
  const { sku, slug } = unit
  const { repeatable } = typed
  return db.prisma.$transaction(async (tx) => {
    await lockOrder(tx)
    const was = await lockUnitWhole(tx, courseId)
    if (was === undefined) return { outcome: 'missing' }
    if (sku === undefined || slug === undefined) return { outcome: 'invalid', problems }
    if (was.sku === sku && was.slug === slug && was.repeatable === repeatable) return { outcome: 'unchanged' }
    const refused = await refusals(tx, was, { sku, slug })
    if (refused.length > 0) return { outcome: 'invalid', problems: refused }
    await tx.course.update({ where: { id: courseId }, data: { sku, slug, repeatable } })
    if (was.sku !== sku) await forgetAtStripe(tx, courseId)
    const before = { oldSku: was.sku, oldSlug: was.slug, oldRepeatable: was.repeatable }
    await auditUnit(tx, actor, 'unit.identify', { courseId, ...before, sku, slug, repeatable })
    return { outcome: 'changed' }
  })
}

async function refusals(
  tx: Transaction,
  was: LockedUnit,
  now: { readonly sku: Sku; readonly slug: string },
): Promise<readonly Problem[]> {
  const problems: Problem[] = []
  if (was.sku !== now.sku) {
    const begun = await tx.checkoutAttempt.findFirst({ where: { courseId: was.id }, select: { id: true } })
    if (begun !== null) problems.push({ path: 'sku', message: 'The SKU is fixed: somebody began to buy' })
    else if (was.sale === 'open')
      problems.push({ path: 'sku', message: 'Take the unit off sale before you change its SKU' })
  }
  if (was.slug !== now.slug && was.publishedRevisionId !== null)
    problems.push({ path: 'slug', message: 'The address is fixed: the page was published' })
  return [...problems, ...(await takenProblems(tx, { ...now, except: was.id }))]
}

/** Prices of the old SKU are not those of the new one. */
async function forgetAtStripe(tx: Transaction, courseId: CourseId): Promise<void> {
  await tx.price.updateMany({
    where: { courseId, replacedAt: null },
    data: { stripeProductId: null, stripePriceId: null },
  })
}
