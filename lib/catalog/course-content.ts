import { z } from 'zod'
import { skuSchema } from '@/lib/ids'
import { imageSchema } from './image-reference'
import { richTextSchema } from './rich-text/rich-text'
import { sessionSchema } from './live-session'

export const kindSchema = z.enum(['certification', 'course', 'lab', 'live-training'])
export type Kind = z.infer<typeof kindSchema>

export const levelSchema = z.enum(['beginner', 'intermediate', 'advanced'])
export type Level = z.infer<typeof levelSchema>

const line = (max: number) => z.string().trim().min(1).max(max)

/**
 * The words of a course page, in page order (facts: brand and pages): what one immutable revision holds. Plain text, or
 * where it says so tiny Markdown; nothing a writer types can become markup of the page.
 */
export const courseContentSchema = z.object({
  title: line(60),
  /** One line under the title: what the learner can do afterwards. */
  tagline: line(140),
  /** For search results; engines cut at about 160 characters. */
  description: line(160),
  level: levelSchema,
  durationMinutes: z.int().positive().max(6000),
  /** As shown: "90 min exam", "6 h", "4 sessions". */
  lengthLabel: line(30),
  format: line(30),
  language: line(30),
  /** What the price buys: the ticks in the price card. */
  included: z.array(line(80)).min(2).max(6),
  /** Replaces the unit's hash-slot picture. */
  image: imageSchema.optional(),
  /** A few paragraphs before everything else. */
  about: richTextSchema(3000).optional(),
  outcomes: z.array(line(120)).min(3).max(8),
  syllabus: z
    .array(z.object({ title: line(80), detail: line(240), measure: line(12) }))
    .min(2)
    .max(14),
  /** Of a live training, in the order they are held. */
  sessions: z.array(sessionSchema).max(20).default([]),
  prerequisites: z.object({ text: richTextSchema(600), courses: z.array(skuSchema).max(4) }),
  certificate: richTextSchema(600),
  faq: z
    .array(z.object({ question: line(140), answer: richTextSchema(1200) }))
    .min(2)
    .max(10),
})
export type CourseContent = z.infer<typeof courseContentSchema>
