import { z } from 'zod'
import { revisionIdSchema } from '@/lib/ids'
import { createSeal } from '@/lib/seal'
import type { Seal } from '@/lib/seal'

/** Long enough to ask a colleague in another time zone, and over a weekend's beginning. */
export const PREVIEW_HOURS = 72

const sealedSchema = z.object({
  /** The subject, as addresses name it. */
  of: z.string().max(64),
  revision: revisionIdSchema,
  /** Milliseconds since 1970. */
  until: z.int().positive(),
})
export type SealedPreview = z.infer<typeof sealedSchema>

/** Seals what a preview link opens: one revision of one subject, until a moment. */
export function createPreviewSeal(secret: string): Seal<SealedPreview> {
  return createSeal(secret, {
    purpose: 'catalog-preview-1',
    seconds: PREVIEW_HOURS * 3_600,
    schema: sealedSchema,
  })
}
