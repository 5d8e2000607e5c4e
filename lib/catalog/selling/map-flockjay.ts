import { z } from 'zod'
import { permits } from '@/lib/identity/permit'
import type { Authority } from '@/lib/identity/permit'
import type { CourseId } from '@/lib/ids'
import type { Problem } from '../documents/fields'
import { auditUnit } from './audit-unit'
import { lockOrder } from './catalog-order'
import { lockUnit } from './lock-unit'
import type { SellingServices } from './selling-services'

export type MapFlockjayResult =
  /** `title`: as Flockjay calls the course. */
  | { readonly outcome: 'mapped'; readonly title: string }
  | { readonly outcome: 'invalid'; readonly problems: readonly Problem[] }
  | { readonly outcome: 'unknown-there' | 'unreachable' | 'missing' | 'forbidden' }

/** Visible characters, up to 64, as the database has it. */
const courseIdThere = z.string().regex(/^[\x21-\x7e]{1,64}$/)

/** Says which course of Flockjay a unit opens. Nothing is written unless Flockjay itself shows that course. */
export async function mapFlockjay(
  { db, flockjay, clock, log }: Pick<SellingServices, 'db' | 'flockjay' | 'clock' | 'log'>,
  actor: Authority,
  courseId: CourseId,
  typed: string,
): Promise<MapFlockjayResult> {
  if (!permits(actor, 'catalog.edit')) return { outcome: 'forbidden' }
  const parsed = courseIdThere.safeParse(typed.trim())
  if (!parsed.success) return { outcome: 'invalid', problems: [problem(messageFor(typed.trim()))] }
  if ((await db.prisma.course.count({ where: { id: courseId } })) === 0) return { outcome: 'missing' }
  const flockjayCourseId = parsed.data
  const reading = await flockjay.course(flockjayCourseId)
  if (reading.outcome === 'none') return { outcome: 'unknown-there' }
  if (reading.outcome !== 'found') {
    log.warn({ course: courseId, detail: reading.detail }, 'a course could not be looked up in Flockjay')
    return { outcome: 'unreachable' }
  }
  return db.prisma.$transaction(async (tx) => {
    await lockOrder(tx)
    const was = await lockUnit(tx, courseId)
    if (was === undefined) return { outcome: 'missing' }
    const other = await tx.course.findFirst({ where: { flockjayCourseId, id: { not: courseId } } })
    if (other !== null)
      return { outcome: 'invalid', problems: [problem(`Another unit opens this course: ${other.sku}`)] }
    const data = { flockjayCourseId, flockjayCheckedAt: clock.now() }
    await tx.course.update({ where: { id: courseId }, data })
    const ids = { from: was.flockjayCourseId, to: flockjayCourseId }
    await auditUnit(tx, actor, 'unit.map', { courseId, ...ids, title: reading.title })
    return { outcome: 'mapped', title: reading.title }
  })
}

function problem(message: string): Problem {
  return { path: 'flockjayCourseId', message }
}

function messageFor(typed: string): string {
  if (typed === '') return 'Enter the course id'
  if (typed.length > 64) return `Course id must be 64 characters or fewer; it has ${typed.length}`
  return 'Course id must have no spaces and no letters with accents'
}
