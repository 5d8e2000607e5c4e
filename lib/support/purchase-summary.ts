import { z } from 'zod'
import { purchaseIdSchema, referenceSchema } from '@/lib/ids'

/** What every list says of a purchase: which one, and of what, by the title it was bought under. */
export const summarySelect = {
  id: true,
  reference: true,
  attempt: { select: { revision: { select: { content: true } } } },
} as const

export const summarySchema = z
  .object({
    id: purchaseIdSchema,
    reference: referenceSchema,
    attempt: z.object({ revision: z.object({ content: z.object({ title: z.string() }) }) }),
  })
  .transform(({ id, reference, attempt }) => ({
    purchaseId: id,
    reference,
    title: attempt.revision.content.title,
  }))
