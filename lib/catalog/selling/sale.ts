import type { Transaction } from '@/lib/db/database'
import { permits } from '@/lib/identity/permit'
import type { Authority } from '@/lib/identity/permit'
import { noteSchema } from '@/lib/identity/note'
import { DEFAULT_ACCOUNT } from '@/lib/ids'
import type { CourseId } from '@/lib/ids'
import type { Problem } from '../documents/fields'
import { auditUnit } from './audit-unit'
import { blockersOf } from './blockers'
import type { Blocker } from './blockers'
import { lockUnit } from './lock-unit'
import type { LockedUnit } from './lock-unit'
import type { SellingServices } from './selling-services'

type Services = Pick<SellingServices, 'db'>

export type SellResult =
  /** `retired`: it has to be taken back into the catalog first. */
  | { readonly outcome: 'changed' | 'unchanged' | 'retired' | 'missing' | 'forbidden' }
  | { readonly outcome: 'blocked'; readonly blockers: readonly Blocker[] }

/** Puts a unit on sale, or only announces it. Who is at Stripe already can still pay (R16). */
export async function sellUnit(
  { db }: Services,
  actor: Authority,
  courseId: CourseId,
  sale: 'open' | 'announced',
): Promise<SellResult> {
  if (!permits(actor, 'catalog.edit')) return { outcome: 'forbidden' }
  return db.prisma.$transaction(async (tx) => {
    const was = await lockUnit(tx, courseId)
    if (was === undefined) return { outcome: 'missing' }
    if (was.sale === 'retired') return { outcome: 'retired' }
    if (was.sale === sale) return { outcome: 'unchanged' }
    const blockers = sale === 'open' ? await blockersIn(tx, was) : []
    if (blockers.length > 0) return { outcome: 'blocked', blockers }
    await tx.course.update({ where: { id: courseId }, data: { sale } })
    await auditUnit(tx, actor, 'unit.sell', { courseId, from: was.sale, to: sale })
    return { outcome: 'changed' }
  })
}

async function blockersIn(tx: Transaction, unit: LockedUnit): Promise<readonly Blocker[]> {
  const price = await tx.price.findFirst({
    where: { courseId: unit.id, account: DEFAULT_ACCOUNT, active: true },
    select: { stripePriceId: true },
  })
  return blockersOf({
    kind: unit.kind,
    published: unit.publishedRevisionId !== null,
    mapped: unit.flockjayCourseId !== null,
    price: price === null ? undefined : { atStripe: price.stripePriceId !== null },
  })
}

export type RetireResult =
  | { readonly outcome: 'retired' | 'unchanged' | 'missing' | 'forbidden' }
  | { readonly outcome: 'invalid'; readonly problems: readonly Problem[] }

/** Why a unit is retired: for staff, kept with it and in the audit. */
const reasonSchema = noteSchema('Write why it is retired')

/** Takes a unit out of the catalog with a reason. Its page stays and says so; whoever owns it keeps it. */
export async function retireUnit(
  { db }: Services,
  actor: Authority,
  courseId: CourseId,
  reason: string,
): Promise<RetireResult> {
  if (!permits(actor, 'catalog.edit')) return { outcome: 'forbidden' }
  const parsed = reasonSchema.safeParse(reason)
  if (!parsed.success) {
    const message = parsed.error.issues[0]?.message ?? 'Write why it is retired'
    return { outcome: 'invalid', problems: [{ path: 'reason', message }] }
  }
  return db.prisma.$transaction(async (tx) => {
    const was = await lockUnit(tx, courseId)
    if (was === undefined) return { outcome: 'missing' }
    if (was.sale === 'retired') return { outcome: 'unchanged' }
    await tx.course.update({ where: { id: courseId }, data: { sale: 'retired', retiredReason: parsed.data } })
    await auditUnit(tx, actor, 'unit.retire', { courseId, from: was.sale, reason: parsed.data })
    return { outcome: 'retired' }
  })
}

export type UnretireResult = { readonly outcome: 'announced' | 'unchanged' | 'missing' | 'forbidden' }

/** Takes a retired unit back into the catalog: announced, not yet on sale. */
export async function unretireUnit(
  { db }: Services,
  actor: Authority,
  courseId: CourseId,
): Promise<UnretireResult> {
  if (!permits(actor, 'catalog.edit')) return { outcome: 'forbidden' }
  return db.prisma.$transaction(async (tx) => {
    const was = await lockUnit(tx, courseId)
    if (was === undefined) return { outcome: 'missing' }
    if (was.sale !== 'retired') return { outcome: 'unchanged' }
    await tx.course.update({ where: { id: courseId }, data: { sale: 'announced', retiredReason: null } })
    await auditUnit(tx, actor, 'unit.unretire', { courseId, reason: was.retiredReason })
    return { outcome: 'announced' }
  })
}
