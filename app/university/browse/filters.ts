import { kindSchema, levelSchema } from '@/lib/catalog/course-content'
import type { Kind, Level } from '@/lib/catalog/course-content'
import type { PublishedCourse } from '@/lib/catalog/published-course'

export type Filter = { readonly kind: Kind | undefined; readonly level: Level | undefined }

/** Reads a filter from the page's path; anything unknown means "any". */
export function parseFilter(kind: string, level: string): Filter {
  return { kind: kindSchema.safeParse(kind).data, level: levelSchema.safeParse(level).data }
}

/** The public address of a filter: one query, so that links can be shared and work without scripts. */
export function filterAddress({ kind, level }: Filter): string {
  const query = new URLSearchParams({ ...(kind && { kind }), ...(level && { level }) }).toString()
  return query === '' ? '/university' : `/university?${query}`
}

/** The units that match. */
export function applyFilter(courses: readonly PublishedCourse[], { kind, level }: Filter): PublishedCourse[] {
  return courses.filter(
    (course) =>
      (kind === undefined || course.kind === kind) && (level === undefined || course.content.level === level),
  )
}
