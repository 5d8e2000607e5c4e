import { z } from 'zod'
import { courseIdSchema } from '@/lib/ids'
import type { CourseId } from '@/lib/ids'

/** A page of the site that is no unit. */
export const pageNameSchema = z.enum(['catalog', 'refund-policy', 'address-confirmation'])
export type PageName = z.infer<typeof pageNameSchema>

/** What can be drafted, previewed, published and restored: a unit's page, or another page of the site. */
export type Subject =
  | { readonly type: 'course'; readonly courseId: CourseId }
  | { readonly type: 'page'; readonly page: PageName }

/** Reads a subject from an address: a unit's id or a page's name. */
export function parseSubject(text: string): Subject | undefined {
  const page = pageNameSchema.safeParse(text)
  if (page.success) return { type: 'page', page: page.data }
  const courseId = courseIdSchema.safeParse(text)
  return courseId.success ? { type: 'course', courseId: courseId.data } : undefined
}

/** The subject as addresses and the audit name it. */
export function subjectKey(subject: Subject): string {
  return subject.type === 'course' ? subject.courseId : subject.page
}
