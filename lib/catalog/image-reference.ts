import { z } from 'zod'

/** SHA-256 of an image as we keep it: its address and its name everywhere. */
export const imageIdSchema = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand<'ImageId'>()
export type ImageId = z.infer<typeof imageIdSchema>

/** An image on a page. What it shows is said for whoever does not see it (WCAG 1.1.1). */
export const imageSchema = z.object({
  id: imageIdSchema,
  alt: z.string().trim().min(1).max(200),
  width: z.int().positive(),
  height: z.int().positive(),
})
export type ImageReference = z.infer<typeof imageSchema>

/** Where the public finds an image, in the width of a page or of a card. */
export function imageAddress(id: string, size: 'large' | 'small'): string {
  return `/university/images/${id}-${size}.webp`
}
