import { COLLECTION_SIZE } from '@/lib/salesforce/port'
import type { SalesforcePort, SalesforceTrouble } from '@/lib/salesforce/port'
import type { CourseRecord } from '@/lib/salesforce/records'

/** Which units this process has written to Salesforce, and as what: records of purchases hang on them. */
export type CourseBook = {
  /** Writes those that are new or changed since. What one of them cannot be written for, its purchases will say. */
  readonly ensure: (
    port: SalesforcePort,
    courses: readonly CourseRecord[],
  ) => Promise<SalesforceTrouble | undefined>
  /** They turned out to be missing there: written anew next time. */
  readonly forget: (skus: readonly string[]) => void
}

export function createCourseBook(): CourseBook {
  const written = new Map<string, string>()
  const formOf = ({ title, kind }: CourseRecord): string => `${kind} ${title}`
  return {
    ensure: async (port, courses) => {
      const bySku = new Map(courses.map((course) => [String(course.sku), course]))
      const missing = [...bySku.values()].filter((course) => written.get(course.sku) !== formOf(course))
      for (let from = 0; from < missing.length; from += COLLECTION_SIZE) {
        const part = missing.slice(from, from + COLLECTION_SIZE)
        const answer = await port.writeCourses(part)
        if (answer.outcome !== 'answered') return answer
        part.forEach((course, place) => {
          if (answer.results[place]?.outcome === 'written') written.set(course.sku, formOf(course))
        })
      }
      return undefined
    },
    forget: (skus) => skus.forEach((sku) => written.delete(sku)),
  }
}
