import { z } from 'zod'
import { kindSchema, levelSchema } from '@/lib/catalog/course-content'
import type { CourseContent, Kind } from '@/lib/catalog/course-content'
import { courseFields } from '@/lib/catalog/documents/course-fields'
import { draftOf } from '@/lib/catalog/documents/draft-shape'
import { imageSchema } from '@/lib/catalog/image-reference'
import { sessionSchema } from '@/lib/catalog/live-session'
import { skuSchema } from '@/lib/ids'
import { fillGaps } from './fill-gaps'

const text = z.string()

/** The shape of a course's content without its limits: what is too long or too many is shown as it is. */
const shownSchema = z.object({
  title: text,
  tagline: text,
  description: text,
  level: levelSchema,
  durationMinutes: z.int().positive().catch(60),
  lengthLabel: text,
  format: text,
  language: text,
  included: z.array(text),
  image: imageSchema.or(z.undefined()).optional(),
  about: text.optional(),
  outcomes: z.array(text),
  syllabus: z.array(z.object({ title: text, detail: text, measure: text })),
  sessions: z.array(z.unknown()).default([]),
  prerequisites: z.object({ text, courses: z.array(skuSchema) }),
  certificate: text,
  faq: z.array(z.object({ question: text, answer: text })),
})

/** A unit's page as this draft or revision would make it, with its gaps filled and named (fill-gaps). */
export function shownCourse(
  kind: Kind,
  kept: unknown,
): { readonly content: CourseContent; readonly notes: readonly string[] } {
  const fields = courseFields(kindSchema.parse(kind))
  const { content, notes } = fillGaps(fields, draftOf(fields, kept))
  const { sessions, image, about, ...rest } = shownSchema.parse(content)
  const held = sessions.flatMap((session, index) => {
    const parsed = sessionSchema.safeParse(session)
    return [{ row: index + 1, session: parsed.data, why: parsed.error?.issues[0]?.message }]
  })
  const refused = held.filter(({ session }) => session === undefined)
  return {
    content: {
      ...rest,
      ...(image !== undefined && { image }),
      ...(about !== undefined && { about }),
      sessions: held.flatMap(({ session }) => (session === undefined ? [] : [session])),
    },
    notes: [
      ...notes,
      ...refused.map(({ why }) => `A session is left out of this preview: ${why ?? 'it does not fit'}.`),
    ],
  }
}
