import { z } from 'zod'
import type { FlockjayAnswer } from './answer'
import { classifyCourse } from './classify'
import type { FlockjayCourseReading } from './port'

const courseSchema = z.object({
  id: z.string(),
  title: z.string().trim().min(1).max(300),
  url: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .optional(),
})

/** Path of one course. */
export function coursePath(id: string): string {
  return `/courses/${encodeURIComponent(id)}`
}

/** Concludes from the answer to the GET (openapi.yaml, `getCourse`): only the course that was asked for counts. Pure. */
export function concludeCourse(answer: FlockjayAnswer, id: string): FlockjayCourseReading {
  const said = classifyCourse(answer)
  if (said !== undefined) return said
  const course = answer.kind === 'answered' ? courseSchema.safeParse(answer.json) : undefined
  if (course?.success !== true)
    return { outcome: 'retry', detail: 'Flockjay shows a course we cannot read', destinationDown: false }
  if (course.data.id !== id)
    return { outcome: 'needs-person', detail: 'Flockjay shows another course than the one asked for' }
  const { title, url } = course.data
  return { outcome: 'found', title, url }
}
