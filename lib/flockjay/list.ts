import { z } from 'zod'
import type { FlockjayAnswer } from './answer'
import { classifyList } from './classify'
import { enrollmentSchema } from './enrollment'
import type { FlockjayPage } from './port'

/** As the contract bounds a page (openapi.yaml): more than that is not one of its answers. */
const LARGEST_PAGE = 100

const pageSchema = z.object({
  data: z.array(enrollmentSchema).max(LARGEST_PAGE),
  next_cursor: z.string().min(1).max(500).nullable(),
})

/** Path and query of one page of the enrolments changed since a moment. */
export function listPath(since: Date, cursor: string | undefined): string {
  const query = new URLSearchParams({ updated_since: since.toISOString() })
  if (cursor !== undefined) query.set('cursor', cursor)
  return `/enrollments?${query.toString()}`
}

/** Concludes from the answer to the list (openapi.yaml, `listEnrollments`). Pure. */
export function concludeList(answer: FlockjayAnswer): FlockjayPage {
  const trouble = classifyList(answer)
  if (trouble !== undefined) return trouble
  const page = answer.kind === 'answered' ? pageSchema.safeParse(answer.json) : undefined
  if (page?.success !== true)
    return { outcome: 'retry', detail: 'Flockjay shows a list we cannot read', destinationDown: false }
  const { data, next_cursor: cursor } = page.data
  return {
    outcome: 'page',
    enrollments: data.map(({ purchase_id: purchaseId, sku, smid, status }) => ({
      purchaseId: purchaseId.toLowerCase(),
      sku,
      smid,
      status,
    })),
    cursor: cursor ?? undefined,
  }
}
