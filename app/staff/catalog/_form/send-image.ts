import { z } from 'zod'
import { imageIdSchema } from '@/lib/catalog/image-reference'

const imageSchema = z.object({ id: imageIdSchema, width: z.int().positive(), height: z.int().positive() })
const problemSchema = z.object({ detail: z.string().min(1) })

export type SentImage =
  | { readonly outcome: 'kept'; readonly image: z.infer<typeof imageSchema> }
  /** In words for the writer. */
  | { readonly outcome: 'refused'; readonly why: string }

const UNREACHABLE = 'The image could not be sent. Check the connection and try again.'

/** Uploads an image; what is not taken comes back with the reason. Never throws. */
export async function sendImage(file: File): Promise<SentImage> {
  const body = new FormData()
  body.set('image', file)
  try {
    const answer = await fetch('/staff/catalog/images', { method: 'POST', body })
    const said: unknown = await answer.json()
    const image = imageSchema.safeParse(said)
    if (answer.ok && image.success) return { outcome: 'kept', image: image.data }
    return { outcome: 'refused', why: problemSchema.safeParse(said).data?.detail ?? UNREACHABLE }
  } catch {
    return { outcome: 'refused', why: UNREACHABLE }
  }
}
