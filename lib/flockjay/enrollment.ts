import { z } from 'zod'
import type { Answered } from './answer'

/**
 * The part of an enrolment that we decide by (openapi.yaml, `Enrollment`). Further fields are let through: Flockjay may
 * add some.
 */
export const enrollmentSchema = z.object({
  purchase_id: z.string(),
  sku: z.string(),
  smid: z.string(),
  status: z.enum(['active', 'revoked']),
})
export type Enrollment = z.infer<typeof enrollmentSchema>

const errorSchema = z.object({ error: z.unknown() })
const codedSchema = z.object({ error: z.object({ code: z.string() }) })

/** True when the JSON carries an error, whatever the status says. */
export function hasError({ json }: Answered): boolean {
  const parsed = errorSchema.safeParse(json)
  return parsed.success && parsed.data.error !== null && parsed.data.error !== undefined
}

/** True when the answer carries this error code of the contract, under any status. */
export function hasCode(
  { json }: Answered,
  code: 'already_enrolled' | 'course_unknown' | 'not_found',
): boolean {
  const parsed = codedSchema.safeParse(json)
  return parsed.success && parsed.data.error.code === code
}

/** The enrolment in the answer, or undefined when it holds none. */
export function enrollmentIn({ json }: Answered): Enrollment | undefined {
  const parsed = enrollmentSchema.safeParse(json)
  return parsed.success ? parsed.data : undefined
}
