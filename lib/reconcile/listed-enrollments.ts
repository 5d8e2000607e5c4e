import type { FlockjayPort, ListedEnrollment } from '@/lib/flockjay/port'

/** Follows Flockjay's list of enrolments changed since a moment to its end, page by page. Throws when it breaks off. */
export async function* listedEnrollments(
  flockjay: FlockjayPort,
  since: Date,
): AsyncIterable<readonly ListedEnrollment[]> {
  let cursor: string | undefined
  do {
    const page = await flockjay.list(since, cursor)
    if (page.outcome !== 'page') throw new Error(`Flockjay's enrolments could not be listed: ${page.detail}`)
    yield page.enrollments
    if (page.cursor !== undefined && page.cursor === cursor)
      throw new Error("Flockjay's list of enrolments does not come to an end")
    cursor = page.cursor
  } while (cursor !== undefined)
}
